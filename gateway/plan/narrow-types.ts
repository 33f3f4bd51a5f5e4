import { type FetchedFields, fieldsAt, placeOf } from './fetched-fields.ts';
import type { RequiredSelection } from './plan.ts';

/**
 * Leaves out of a representation's types those for which nothing but `__typename` was fetched: no
 * subgraph can resolve them. Apollo's planner names an interface where it fetched the fields of
 * one of its types.
 */
export function narrowTypes(
  requires: readonly RequiredSelection[],
  places: readonly string[],
  fetched: FetchedFields,
): readonly RequiredSelection[] {
  return requires.flatMap((selection): readonly RequiredSelection[] => {
    if (selection.kind === 'field') {
      const { selections } = selection;
      if (selections === null) return [selection];
      const inner = places.map((place) => placeOf(place, selection.name));
      return [{ ...selection, selections: narrowTypes(selections, inner, fetched) }];
    }
    const fields = selection.selections.flatMap((one) =>
      one.kind === 'field' && one.name !== '__typename' ? [one.name] : [],
    );
    const names = selection.names.filter(
      (type) =>
        fields.length === 0 ||
        fields.some((name) =>
          places.some((place) =>
            fieldsAt(fetched, placeOf(place, name)).some(
              ({ types }) => types === null || types.includes(type),
            ),
          ),
        ),
    );
    if (names.length === 0) return [];
    const selections = narrowTypes(selection.selections, places, fetched);
    return [{ ...selection, names, selections }];
  });
}
