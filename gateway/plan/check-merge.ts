import { type FieldNode, print, type SelectionNode, type TypeNode } from 'graphql';
import { type FetchDocument, keyOf, selectedFields } from './fetch-document.ts';
import { type JoinGraph, namedType } from './join-graph.ts';

interface TypedField {
  readonly field: FieldNode;
  readonly at: string;
  /** As the subgraph declares it; null for what federation adds. */
  readonly type: TypeNode | null;
}

/**
 * Fields of different types that share a key in a fetch and would not merge (GraphQL 5.3.2,
 * SameResponseShape): the subgraph refuses the whole document. Null where there are none.
 */
export function checkMerge(
  subgraph: string,
  { operation, fragments }: FetchDocument,
  graph: JoinGraph,
): string | null {
  const typed = (
    selections: readonly SelectionNode[],
    parent: string | null,
  ): readonly TypedField[] =>
    [...selectedFields(selections, fragments)].map(({ field, condition }) => {
      const type = condition ?? parent;
      const declared = graph.types.get(type ?? '')?.fields.get(field.name.value);
      return {
        field,
        at: `${type}.${field.name.value}`,
        type: declared?.joins.get(subgraph)?.type ?? declared?.type ?? null,
      };
    });

  const check = (fields: readonly TypedField[]): string | null => {
    const byKey = Map.groupBy(fields, ({ field }) => keyOf(field));
    for (const [first, ...others] of byKey.values()) {
      if (first === undefined) continue;
      const other = others.find((one) => shapeOf(one) !== shapeOf(first));
      if (other !== undefined) return `asks for ${first.at} and ${other.at} under one key`;
      const found = check(
        [first, ...others].flatMap(({ field, type }) =>
          typed(field.selectionSet?.selections ?? [], type === null ? null : namedType(type)),
        ),
      );
      if (found !== null) return found;
    }
    return null;
  };
  return check(
    typed(operation.selectionSet.selections, graph.roots.get(operation.operation) ?? null),
  );
}

/** Lists and what is not nullable; of a leaf its type, too. */
function shapeOf({ field, type }: TypedField): string {
  if (type === null) return '';
  const text = print(type);
  return field.selectionSet === undefined ? text : text.replace(namedType(type), '');
}
