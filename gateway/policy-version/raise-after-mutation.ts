import type { ApolloServerPlugin } from '@apollo/server';
import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
} from 'graphql';
import { type ErrorCode, errors } from '../../lib/errors.ts';
import type { RequestContext } from '../http/request-context.ts';

const directive = 'changesRelease';

/** Names of the mutations that change who may see what, by the directive on them. */
export function raisingMutations(supergraphSdl: string): ReadonlySet<string> {
  // Most supergraphs have none: they are not read for that.
  if (!supergraphSdl.includes(`@${directive}`)) return new Set();
  return new Set(
    parse(supergraphSdl, { noLocation: true }).definitions.flatMap((definition) =>
      definition.kind === Kind.OBJECT_TYPE_DEFINITION
        ? (definition.fields ?? []).flatMap(({ name, directives = [] }) =>
            directives.some((one) => one.name.value === directive) ? [name.value] : [],
          )
        : [],
    ),
  );
}

/**
 * Raises the policy version before a mutation that may have changed who may see what is answered.
 * One that an owner refused changed nothing; one whose outcome is unknown may have.
 */
export function raiseAfterMutation(
  raising: () => ReadonlySet<string>,
  raise: () => Promise<void>,
): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ operation, document, response: { body } }) => {
        if (operation?.operation !== 'mutation' || body.kind !== 'single') return;
        if (document === undefined || raising().size === 0) return;
        const keys = raisingKeys(document, operation, raising());
        const { data, errors: found = [] } = body.singleResult;
        const changed =
          keys.some((key) => data?.[key] != null) ||
          (keys.length > 0 && found.some(({ extensions }) => isUnknown(extensions?.['code'])));
        if (changed) await raise();
      },
    }),
  };
}

/** Response keys of the root fields that change who may see what. */
function raisingKeys(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  raising: ReadonlySet<string>,
): readonly string[] {
  const read = (selections: readonly SelectionNode[]): readonly string[] =>
    selections.flatMap((selection): readonly string[] => {
      switch (selection.kind) {
        case Kind.FIELD:
          return raising.has(selection.name.value)
            ? [selection.alias?.value ?? selection.name.value]
            : [];
        case Kind.INLINE_FRAGMENT:
          return read(selection.selectionSet.selections);
        case Kind.FRAGMENT_SPREAD:
          return document.definitions.flatMap((one) =>
            one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value
              ? read(one.selectionSet.selections)
              : [],
          );
        default:
          return selection satisfies never;
      }
    });
  return read(operation.selectionSet.selections);
}

/** Not the client's own mistake: whether the owner made the change is not known. */
function isUnknown(code: unknown): boolean {
  const known = (Object.keys(errors) as ErrorCode[]).find((name) => name === code);
  return known === undefined || errors[known].status >= 500;
}
