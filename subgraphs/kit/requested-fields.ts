import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** Ways from a field down to the entity's own fields: directly, or through a connection. */
const throughPages = [['nodes'], ['edges', 'node']] as const;

/** Of a single node of a document the answer never changes. */
const known = new WeakMap<FieldNode, ReadonlySet<string>>();

/**
 * The fields of an entity that an operation asks for below this field. A field that a directive
 * may leave out counts as asked for.
 */
export function requestedFields(info: GraphQLResolveInfo, inPages: boolean): ReadonlySet<string> {
  const [first, ...others] = info.fieldNodes;
  if (first === undefined) return new Set();
  // A field that stands once in its place is the same in every request with this document.
  const cached = others.length === 0 ? known.get(first) : undefined;
  if (cached !== undefined) return cached;
  const fields = new Set<string>();
  const paths: readonly (readonly string[])[] = inPages ? throughPages : [[]];
  for (const path of paths) {
    let nodes: readonly FieldNode[] = info.fieldNodes;
    for (const name of path) {
      nodes = nodes.flatMap((node) => children(node, info)).filter((n) => n.name.value === name);
    }
    for (const child of nodes.flatMap((node) => children(node, info))) fields.add(child.name.value);
  }
  if (others.length === 0) known.set(first, fields);
  return fields;
}

function children({ selectionSet }: FieldNode, info: GraphQLResolveInfo): readonly FieldNode[] {
  return selectionSet === undefined ? [] : fieldsOf(selectionSet, info);
}

function fieldsOf(set: SelectionSetNode, info: GraphQLResolveInfo): readonly FieldNode[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inner =
      selection.kind === Kind.INLINE_FRAGMENT
        ? selection.selectionSet
        : info.fragments[selection.name.value]?.selectionSet;
    return inner === undefined ? [] : fieldsOf(inner, info);
  });
}
