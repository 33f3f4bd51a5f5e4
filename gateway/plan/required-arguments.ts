import type { SelectionNode } from 'graphql';
import type { SelectedField } from './fetch-document.ts';
import { type FetchedFields, fieldsAt, keysUnder, placeOf } from './fetched-fields.ts';
import type { EntityGroup, RequiredSelection } from './plan.ts';
import { fieldsOf, variantOf } from './rename-keys.ts';
import type { SupergraphFacts } from './supergraph-facts.ts';

interface Binding {
  readonly group: EntityGroup;
  /** Places of the entities in the answer. */
  readonly places: readonly string[];
  /** What is asked of the entities. */
  readonly selected: readonly SelectedField[];
  readonly subgraph: string;
  readonly fetched: FetchedFields;
  readonly facts: SupergraphFacts;
}

/**
 * Makes representations hold what `@requires` asks for with its arguments: `site { use(year: 1) }`
 * must not be read from `use` that was fetched for another year. Gives the group with the keys
 * under which the values are, or a text where they were not fetched.
 */
export function bindRequiredArguments(binding: Binding): EntityGroup | string {
  const { group, facts } = binding;
  if (facts.requires.length === 0) return group;
  const expected = new Map<string, string>();
  const expect = (place: string, selections: readonly SelectionNode[]): string | null => {
    for (const field of fieldsOf(selections)) {
      const name = field.name.value;
      const at = placeOf(place, name);
      const variant = variantOf(field);
      if ((expected.get(at) ?? variant) !== variant) {
        return `needs ${name} with different arguments in one representation`;
      }
      expected.set(at, variant);
      const wrong = expect(at, field.selectionSet?.selections ?? []);
      if (wrong !== null) return wrong;
    }
    return null;
  };
  for (const { field, condition } of binding.selected) {
    for (const { type, field: name, subgraph, selection } of facts.requires) {
      if (subgraph !== binding.subgraph || name !== field.name.value) continue;
      if (condition === null || !facts.typeNames(condition).includes(type)) continue;
      const wrong = expect('', selection.selections);
      if (wrong !== null) return wrong;
    }
  }
  if (expected.size === 0) return group;
  const requires = bind(group.requires, binding, expected, '', binding.places, null);
  return typeof requires === 'string' ? requires : { ...group, requires };
}

function bind(
  requires: readonly RequiredSelection[],
  binding: Binding,
  expected: ReadonlyMap<string, string>,
  wanted: string,
  places: readonly string[],
  types: readonly string[] | null,
): readonly RequiredSelection[] | string {
  const bound: RequiredSelection[] = [];
  for (const selection of requires) {
    if (selection.kind === 'types') {
      const { names } = selection;
      const inner = bind(selection.selections, binding, expected, wanted, places, names);
      if (typeof inner === 'string') return inner;
      bound.push({ ...selection, selections: inner });
      continue;
    }
    const at = placeOf(wanted, selection.as);
    const variant = expected.get(at);
    const name =
      variant === undefined
        ? selection.name
        : keyOfVariant(selection.name, variant, places, types, binding.fetched);
    if (name === null) return `needs ${variant}, which was not fetched with these arguments`;
    if (selection.selections === null) {
      bound.push({ ...selection, name });
      continue;
    }
    const below = places.map((place) => placeOf(place, name));
    const inner = bind(selection.selections, binding, expected, at, below, null);
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
