import {
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * How many selections an operation has with its fragments written out, at most `limit`: that many
 * or more. Fragments that spread others twice each have millions in few lines, so each is counted
 * once and none is written out. The document is valid: no fragment spreads itself.
 */
export function countSelections(
  { selectionSet }: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  limit: number,
): number {
  const counts = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const known = counts.get(name);
    if (known !== undefined) return known;
    const count = of(fragments.get(name)?.selectionSet);
    counts.set(name, count);
    return count;
  };
  const of = (set: SelectionSetNode | undefined): number => {
    let count = 0;
    for (const selection of set?.selections ?? []) {
      count += 1;
      count +=
        selection.kind === Kind.FRAGMENT_SPREAD
          ? ofFragment(selection.name.value)
          : of(selection.selectionSet);
      if (count >= limit) return limit;
    }
    return count;
  };
  return of(selectionSet);
}
