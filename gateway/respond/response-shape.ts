import { Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { isIncluded, type Selecting } from './select-fields.ts';

/** Response keys that an answer may have, each with those below it; of all types together. */
export type ResponseShape = ReadonlyMap<string, ResponseShape>;

/** Reads which keys the client selected: an error may stand at those alone. */
export function responseShape(
  { selectionSet }: OperationDefinitionNode,
  selecting: Selecting,
): ResponseShape {
  const shapeOf = (sets: readonly SelectionSetNode[]): ResponseShape => {
    const below = new Map<string, SelectionSetNode[]>();
    const collect = ({ selections }: SelectionSetNode): void => {
      for (const selection of selections) {
        if (!isIncluded(selection, selecting)) continue;
        if (selection.kind === Kind.FIELD) {
          const key = selection.alias?.value ?? selection.name.value;
          const known = below.get(key) ?? [];
          below.set(key, known);
          if (selection.selectionSet !== undefined) known.push(selection.selectionSet);
          continue;
        }
        const inner =
          selection.kind === Kind.INLINE_FRAGMENT
            ? selection.selectionSet
            : selecting.fragments.get(selection.name.value)?.selectionSet;
        if (inner !== undefined) collect(inner);
      }
    };
    for (const set of sets) collect(set);
    return new Map([...below].map(([key, inner]) => [key, shapeOf(inner)]));
  };
  return shapeOf([selectionSet]);
}

/** The part of a path that the client selected: planners fetch more than that. */
export function cutPath(
  path: readonly (string | number)[],
  shape: ResponseShape,
): readonly (string | number)[] {
  let here: ResponseShape | undefined = shape;
  const end = path.findIndex((step) => {
    if (typeof step === 'number') return false;
    here = here?.get(step);
    return here === undefined;
  });
  return end === -1 ? path : path.slice(0, end);
}
