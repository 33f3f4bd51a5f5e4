import type { ApolloServerPlugin } from '@apollo/server';
import type { Principal } from '../authenticate/principal.ts';
import type { SignedInContext } from '../authenticate/signed-in-context.ts';

/** What every answer says of those who may see it. */
export interface ShownVisibility {
  readonly visibility: Pick<Principal, 'partner' | 'purpose'>;
}

/** Puts `extensions.visibility` into every answer; the same object for the same class. */
export function showVisibility(): ApolloServerPlugin<SignedInContext> {
  const shown = new WeakMap<object, ShownVisibility>();
  return {
    requestDidStart: async ({ contextValue: { access } }) => {
      if (access === null) return;
      const { visibility } = access;
      const { partner, purpose } = visibility.principal;
      const extensions = shown.get(visibility) ?? { visibility: { partner, purpose } };
      shown.set(visibility, extensions);
      return {
        willSendResponse: async ({ response: { body } }) => {
          if (body.kind !== 'single') return;
          const { singleResult } = body;
          singleResult.extensions =
            singleResult.extensions === undefined
              ? { ...extensions }
              : { ...singleResult.extensions, ...extensions };
        },
      };
    },
  };
}
