import type { FieldNode, SelectionSetNode } from 'graphql';
import { type FetchDocument, selectedFields } from './fetch-document.ts';
import type { JoinGraph } from './join-graph.ts';
import type { EntityGroup, RequiredSelection } from './plan.ts';
import { fieldsOf } from './rename-keys.ts';

/**
 * Whether the subgraph can resolve the representations of a group: each has a key of its type there,
 * and what the fields asked for require. Null where it can.
 */
export function checkRepresentations(
  group: EntityGroup,
  entities: FieldNode,
  subgraph: string,
  { fragments }: FetchDocument,
  graph: JoinGraph,
): string | null {
  const names = new Set(group.requires.flatMap((one) => (one.kind === 'types' ? one.names : [])));
  const asked = [...selectedFields(entities.selectionSet?.selections ?? [], fragments)];
  for (const name of names) {
    // The name of an interface object stands beside its types, whether there are such objects or not.
    if (graph.types.get(name)?.kind !== 'object') continue;
    const held = heldBy(group.requires, name);
    const as = nameFor(name, group);
    const type = graph.types.get(as);
    const keys = type?.joins.get(subgraph)?.keys ?? [];
    if (!keys.some((key) => holds(held, key))) return `sends ${as} without a key that it has`;
    for (const { field, condition } of asked) {
      const matches =
        condition === as || graph.types.get(condition ?? '')?.possible.includes(as) === true;
      const requires = type?.fields.get(field.name.value)?.joins.get(subgraph)?.requires ?? null;
      if (!matches || requires === null || holds(held, requires)) continue;
      return `asks for ${as}.${field.name.value} without what it requires`;
    }
  }
  return null;
}

/** What the subgraph is told for the type: its interface, where it has an interface object. */
function nameFor(name: string, { inputRewrites }: EntityGroup): string {
  for (const rewrite of inputRewrites) {
    const [types] = rewrite.path;
    if (rewrite.kind === 'set' && types?.kind === 'types' && types.names.includes(name)) {
      return String(rewrite.value);
    }
  }
  return name;
}

/** Names of fields in the representation of a type. */
function heldBy(requires: readonly RequiredSelection[], type: string): ReadonlySet<string> {
  const held = new Set<string>();
  for (const selection of requires) {
    if (selection.kind === 'field') held.add(selection.as);
    else if (selection.names.includes(type)) {
      for (const name of heldBy(selection.selections, type)) held.add(name);
    }
  }
  return held;
}

function holds(held: ReadonlySet<string>, { selections }: SelectionSetNode): boolean {
  return [...fieldsOf(selections)].every(({ name }) => held.has(name.value));
}
