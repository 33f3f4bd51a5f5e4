import {
  type DefinitionNode,
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
} from 'graphql';

/** A fetch of root fields: the document as the subgraph takes it, and the keys that it answers. */
export interface RootFetch {
  readonly document: string;
  /** Response keys of the root fields. */
  readonly keys: readonly string[];
}

/**
 * Reads a document for root fields. A condition on the root type goes: planners write the
 * supergraph's name of it, and a subgraph may have another.
 */
export function readRootFetch(document: string): RootFetch {
  const parsed = parse(document, { noLocation: true });
  const operation = parsed.definitions.find(
    (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
  );
  if (operation === undefined) return { document, keys: [] };
  const keys = new Set<string>();
  let changed = false;
  const spread = new Set<string>();
  const plain = (selections: readonly SelectionNode[]): readonly SelectionNode[] =>
    selections.map((selection) => {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        if (key !== '__typename') keys.add(key);
        return selection;
      }
      const inner =
        selection.kind === Kind.INLINE_FRAGMENT
          ? selection.selectionSet
          : fragmentOf(parsed, selection.name.value)?.selectionSet;
      if (inner === undefined) return selection;
      changed = true;
      if (selection.kind === Kind.FRAGMENT_SPREAD) spread.add(selection.name.value);
      return {
        kind: Kind.INLINE_FRAGMENT,
        ...(selection.directives === undefined ? {} : { directives: selection.directives }),
        selectionSet: { kind: Kind.SELECTION_SET, selections: plain(inner.selections) },
      };
    });
  const selections = plain(operation.selectionSet.selections);
  if (!changed) return { document, keys: [...keys] };
  const definitions = parsed.definitions.flatMap((one): DefinitionNode[] => {
    if (one === operation) {
      return [{ ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } }];
    }
    const inlined = one.kind === Kind.FRAGMENT_DEFINITION && spread.has(one.name.value);
    return inlined ? [] : [one];
  });
  return { document: print({ kind: Kind.DOCUMENT, definitions }), keys: [...keys] };
}

function fragmentOf({ definitions }: DocumentNode, name: string) {
  for (const one of definitions) {
    if (one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === name) return one;
  }
  return undefined;
}
