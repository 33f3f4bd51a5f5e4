import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  visit,
} from 'graphql';
import { errors } from '../../lib/errors.ts';
import { countSelections } from './count-selections.ts';
import { plannedSelections } from './planned-selections.ts';

/** A client's operation, read once per document. */
export interface Operation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Variables that `@skip` and `@include` read: with their values the operation is fixed. */
  readonly conditions: readonly string[];
  /** What is planned: the operation without introspection; null where nothing else is left. */
  readonly planned: string | null;
  /** Introspection fields of the root, answered locally; null where there are none. */
  readonly introspection: DocumentNode | null;
  /** Why the operation cannot be run here; null where it can. */
  readonly refused: RefusedOperation | null;
}

export interface RefusedOperation {
  readonly code: 'BAD_USER_INPUT' | 'OPERATION_TOO_LARGE';
  readonly message: string;
}

/** Selections, fragments written out: as many are read in tenths of a second. */
export const maxSelections = 20_000;

/** Reads an operation of a document that is valid against the API schema. */
export function readOperation(
  document: DocumentNode,
  definition: OperationDefinitionNode,
  schema: GraphQLSchema,
): Operation {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  }
  if (countSelections(definition, fragments, maxSelections + 1) > maxSelections) {
    const { message } = errors.OPERATION_TOO_LARGE;
    const refused = {
      code: 'OPERATION_TOO_LARGE',
      message: `${message.slice(0, -1)}: more than ${maxSelections} selections.`,
    } as const;
    return { definition, fragments, conditions: [], planned: null, introspection: null, refused };
  }
  const conditions = new Set<string>();
  let refused: string | null = null;
  visit(document, {
    Directive: ({ name, arguments: args }) => {
      if (name.value === 'defer' || name.value === 'stream') {
        refused = `@${name.value} is not supported yet: ask for the whole answer.`;
      }
      if (name.value !== 'skip' && name.value !== 'include') return;
      for (const { value } of args ?? []) {
        if (value.kind === Kind.VARIABLE) conditions.add(value.name.value);
      }
    },
    Field: ({ alias, name }) => {
      const key = alias?.value;
      if (key === '__proto__' || (key === '__typename' && name.value !== '__typename')) {
        refused = `The alias ${key} is not allowed: names with two underscores are reserved.`;
      }
    },
  });
  if (definition.operation === 'subscription') {
    refused = 'Subscriptions are not supported yet: send a query.';
  }
  const [introspected, rest] = splitRoot(definition, fragments);
  const root = schema.getRootType(definition.operation);
  const planned = root == null ? [] : plannedSelections(rest, root, fragments, schema);
  return {
    definition,
    fragments,
    conditions: [...conditions].sort(),
    refused: refused === null ? null : { code: 'BAD_USER_INPUT', message: refused },
    planned: planned.some(asksForData)
      ? print({
          ...definition,
          selectionSet: { kind: Kind.SELECTION_SET, selections: planned },
        })
      : null,
    introspection:
      introspected.length === 0 || schema.getQueryType() == null
        ? null
        : {
            kind: Kind.DOCUMENT,
            definitions: [
              {
                ...definition,
                selectionSet: { kind: Kind.SELECTION_SET, selections: introspected },
              },
              ...fragments.values(),
            ],
          },
  };
}

const introspectionFields: readonly string[] = ['__schema', '__type'];

/** Introspection fields of the root on one side, everything else on the other. */
function splitRoot(
  definition: OperationDefinitionNode,
  fragments: Operation['fragments'],
): readonly [readonly SelectionNode[], readonly SelectionNode[]] {
  const split = (selections: readonly SelectionNode[], wanted: boolean): readonly SelectionNode[] =>
    selections.flatMap((selection): readonly SelectionNode[] => {
      if (selection.kind === Kind.FIELD) {
        return introspectionFields.includes(selection.name.value) === wanted ? [selection] : [];
      }
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : fragments.get(selection.name.value)?.selectionSet;
      const selected = split(inner?.selections ?? [], wanted);
      if (selected.length === 0) return [];
      return [
        {
          kind: Kind.INLINE_FRAGMENT,
          ...(selection.directives === undefined ? {} : { directives: selection.directives }),
          selectionSet: { kind: Kind.SELECTION_SET, selections: selected },
        },
      ];
    });
  const { selections } = definition.selectionSet;
  const introspected = definition.operation === 'query' ? split(selections, true) : [];
  return [introspected, introspected.length === 0 ? selections : split(selections, false)];
}

function asksForData(selection: SelectionNode): boolean {
  if (selection.kind === Kind.FIELD) return selection.name.value !== '__typename';
  return (
    selection.kind === Kind.INLINE_FRAGMENT && selection.selectionSet.selections.some(asksForData)
  );
}
