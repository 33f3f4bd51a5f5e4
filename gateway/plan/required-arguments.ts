import type { SelectedField } from './fetch-document.ts';
import { type FetchedFields, fieldsAt, keysUnder, placeOf } from './fetched-fields.ts';
import type { EntityGroup, RequiredSelection } from './plan.ts';
import { fieldsOf, variantOf } from './rename-keys.ts';
import type { RequiredFields, SupergraphFacts } from './supergraph-facts.ts';

/** What representations must hold: the place within one, and the field with its arguments. */
export type ExpectedFields = ReadonlyMap<string, string>;

/** What `@requires` of a field of entities expects, as the subgraph declares it. */
export function expectedBy(
  { field, condition }: SelectedField,
  subgraph: string,
  facts: SupergraphFacts,
): ExpectedFields {
  const expected = new Map<string, string>();
  const expect = (place: string, selections: RequiredFields['selection']['selections']): void => {
    for (const required of fieldsOf(selections)) {
      const at = placeOf(place, required.name.value);
      expected.set(at, variantOf(required));
      expect(at, required.selectionSet?.selections ?? []);
    }
  };
  for (const one of facts.requires) {
    if (one.subgraph !== subgraph || one.field !== field.name.value) continue;
    if (condition === null || !facts.typeNames(condition).includes(one.type)) continue;
    expect('', one.selection.selections);
  }
  return expected;
}

interface Binding {
  readonly group: EntityGroup;
  readonly expected: ExpectedFields;
  /** Places of the entities in the answer. */
  readonly places: readonly string[];
  readonly fetched: FetchedFields;
}

/**
 * Makes representations hold what `@requires` asks for with its arguments: `site { use(year: 1) }`
 * must not be read from `use` that was fetched for another year. Gives the group with the keys
 * under which the values are, or a text where they were not fetched.
 */
export function bindRequiredArguments(binding: Binding): EntityGroup | string {
  const { group, expected, places } = binding;
  if (expected.size === 0) return group;
  const requires = bind(group.requires, binding, '', places, null);
  return typeof requires === 'string' ? requires : { ...group, requires };
}

function bind(
  requires: readonly RequiredSelection[],
  binding: Binding,
  wanted: string,
  places: readonly string[],
  types: readonly string[] | null,
): readonly RequiredSelection[] | string {
  const bound: RequiredSelection[] = [];
  const leaves = new Set<string>();
  for (const selection of requires) {
    if (selection.kind === 'types') {
      const inner = bind(selection.selections, binding, wanted, places, selection.names);
      if (typeof inner === 'string') return inner;
      bound.push({ ...selection, selections: inner });
      continue;
    }
    const at = placeOf(wanted, selection.as);
    const variant = binding.expected.get(at);
    const name =
      variant === undefined
        ? selection.name
        : keyOfVariant(selection.name, variant, places, types, binding.fetched);
    if (name === null) return `needs ${variant}, which was not fetched with these arguments`;
    if (selection.selections === null) {
      // Two fetches in one: the planner names the field for each of them.
      if (!leaves.has(selection.as)) bound.push({ ...selection, name });
      leaves.add(selection.as);
      continue;
    }
    const below = places.map((place) => placeOf(place, name));
    const inner = bind(selection.selections, binding, at, below, null);
    if (typeof inner === 'string') return inner;
    bound.push({ ...selection, name, selections: inner });
  }
  return bound;
}

/** The key under which a field with its arguments is at every place, the planner's own if it is. */
function keyOfVariant(
  key: string,
  variant: string,
  places: readonly string[],
  types: readonly string[] | null,
  fetched: FetchedFields,
): string | null {
  const [first = ''] = places;
  const holds = (candidate: string): boolean =>
    places.every((place) => {
      const fields = fieldsAt(fetched, placeOf(place, candidate)).filter(
        (field) =>
          types === null || field.types === null || types.some((one) => field.types?.includes(one)),
      );
      return fields.length > 0 && fields.every((field) => field.variant === variant);
    });
  if (holds(key)) return key;
  return keysUnder(fetched, first).find(holds) ?? null;
}
