import type { ApolloServerPlugin } from '@apollo/server';
import type { Principal, VisibilityClass } from '../authenticate/principal.ts';
import type { SignedInContext } from '../authenticate/signed-in-context.ts';

/** What every answer says of those who may see it. */
export type ShownVisibility = {
  readonly visibility: Pick<Principal, 'partner' | 'purpose'>;
};

const shown = new WeakMap<VisibilityClass, ShownVisibility>();

/** The extensions of answers to a class: the same object each time. */
export function shownTo(visibility: VisibilityClass): ShownVisibility {
  let extensions = shown.get(visibility);
  if (extensions === undefined) {
    const { partner, purpose } = visibility.principal;
    extensions = Object.freeze({ visibility: Object.freeze({ partner, purpose }) });
    shown.set(visibility, extensions);
  }
  return extensions;
}

/** Puts `extensions.visibility` into every answer. */
export function showVisibility(): ApolloServerPlugin<SignedInContext> {
  return {
    requestDidStart: async ({ contextValue: { access } }) => {
      if (access === null) return;
      const extensions = shownTo(access.visibility);
      return {
        willSendResponse: async ({ response: { body } }) => {
          if (body.kind !== 'single') return;
          const { singleResult } = body;
          singleResult.extensions =
            singleResult.extensions === undefined
              ? extensions
              : { ...singleResult.extensions, ...extensions };
        },
      };
    },
  };
}
