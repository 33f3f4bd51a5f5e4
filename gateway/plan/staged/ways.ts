import type { SelectionNode, SelectionSetNode } from 'graphql';
import { type FieldJoin, type JoinedType, type JoinGraph, namedType } from '../join-graph.ts';
import { contextNeeds } from './context-needs.ts';
import { childPlaces, fieldsFor, membersAt, type Place, requiredField } from './place.ts';

/**
 * A subgraph that can be asked for fields of a place, and how one gets there. Its level says after
 * how many fetches, one after the other, its own begins: whatever it needs has a lower one.
 */
export type Stand = RootStand | ChildStand | JumpStand;

interface StandBase {
  readonly place: Place;
  readonly subgraph: string;
  /** What the subgraph takes the objects for: the interface where it has an interface object. */
  readonly as: JoinedType;
  readonly level: number;
}

export interface RootStand extends StandBase {
  readonly kind: 'root';
}

/** Within the fetch that brings the field of the parent. */
export interface ChildStand extends StandBase {
  readonly kind: 'child';
  readonly through: FieldWay;
  /** External fields that the subgraph resolves on this way (`@provides`). */
  readonly provided: readonly SelectionNode[];
}

/** With a fetch of entities; of root fields for a nested `Query`, which needs no key. */
export interface JumpStand extends StandBase {
  readonly kind: 'jump';
  readonly key: SelectionSetNode | null;
  readonly requires: SelectionSetNode | null;
  /** By the name of this interface: what the objects are is not known before. */
  readonly typing: JoinedType | null;
}

/** How a field of a place is fetched. */
export interface FieldWay {
  readonly stand: Stand;
  readonly name: string;
  /** Null for `__typename`. */
  readonly join: FieldJoin | null;
}

/** What one operation is planned with. */
export interface Search {
  readonly graph: JoinGraph;
  readonly labels: ReadonlySet<string>;
  /** Subgraphs that the root fields may come from: one alone for a mutation. */
  readonly roots: readonly string[];
  /** Keys of fields that are required with arguments, by name and arguments. */
  readonly requiredKeys: Map<string, string>;
  /** Steps left; at zero nothing more is found. */
  readonly effort: { left: number };
}

/** Fetches one after the other that the field of a place may need beyond those of its parent. */
const maxDetour = 8;

/** The level at which a place is first reached; null where no way leads there. */
export function firstLevel(place: Place, search: Search): number | null {
  if (place.parent === null || place.field === null) return 0;
  const begin = firstLevel(place.parent, search);
  if (begin === null) return null;
  return searchLevels(begin, (level) =>
    search.graph.subgraphs.some((name) => standsAt(place, name, level, search).length > 0),
  );
}

/** The lowest level at which a field can be fetched; null where it cannot. */
export function fieldLevel(place: Place, name: string, search: Search): number | null {
  const begin = firstLevel(place, search);
  if (begin === null) return null;
  return searchLevels(begin, (level) => hasField(place, name, level, search));
}

function searchLevels(begin: number, found: (level: number) => boolean): number | null {
  for (let level = begin; level <= begin + maxDetour; level++) if (found(level)) return level;
  return null;
}

/** Every way to a field up to a level, one for each subgraph. */
export function fieldWays(
  place: Place,
  name: string,
  level: number,
  search: Search,
): readonly FieldWay[] {
  return search.graph.subgraphs.flatMap((subgraph) => {
    const way = fieldWayAt(place, name, subgraph, level, search);
    return way === null ? [] : [way];
  });
}

function hasField(place: Place, name: string, level: number, search: Search): boolean {
  return search.graph.subgraphs.some(
    (subgraph) => fieldWayAt(place, name, subgraph, level, search) !== null,
  );
}

/** Ways to stand in a subgraph up to a level. */
export function standsAt(
  place: Place,
  subgraph: string,
  level: number,
  search: Search,
): readonly Stand[] {
  if (level < 0) return [];
  return remember(place, `stands ${subgraph} ${level}`, search, [], () => {
    const found = [...standsAt(place, subgraph, level - 1, search)];
    if (place.parent === null) {
      if (level === 0 && search.roots.includes(subgraph) && place.type.joins.has(subgraph)) {
        found.push({ kind: 'root', place, subgraph, as: place.type, level });
      }
      return found;
    }
    if (!found.some(({ kind }) => kind === 'child')) {
      const child = childStand(place, subgraph, level, search);
      if (child !== null) found.unshift(child);
    }
    for (const target of jumpTargets(place.type, subgraph, search.graph)) {
      if (
        found.some(
          (one) => one.kind === 'jump' && one.typing === target.typing && one.as === target.as,
        )
      ) {
        continue;
      }
      const jump = jumpStand(place, subgraph, target, null, level, search);
      if (jump !== null) found.push(jump);
    }
    return found;
  }) as readonly Stand[];
}

function childStand(
  place: Place,
  subgraph: string,
  level: number,
  search: Search,
): ChildStand | null {
  const { parent, field } = place;
  if (parent === null || field === null) return null;
  const through = fieldWayAt(parent, field.name, subgraph, level, search);
  if (through?.join == null) return null;
  const { join, stand } = through;
  const name = membersAt(namedType(join.type), subgraph, search.graph).get(place.type.name);
  const as = name === undefined ? undefined : search.graph.types.get(name);
  if (as === undefined) return null;
  const given = stand.kind === 'child' ? stand.provided : [];
  const provided =
    join.provides?.selections ??
    fieldsFor(parent.type, given, search.graph)
      .filter(({ name: { value } }) => value === field.name)
      .flatMap(({ selectionSet }) => selectionSet?.selections ?? []);
  return { kind: 'child', place, subgraph, as, level: stand.level, through, provided };
}

interface JumpTarget {
  readonly as: JoinedType;
  readonly typing: JoinedType | null;
  readonly keys: readonly (SelectionSetNode | null)[];
}

function jumpTargets(type: JoinedType, subgraph: string, graph: JoinGraph): readonly JumpTarget[] {
  const targets: JumpTarget[] = [];
  const own = type.joins.get(subgraph);
  if (type.name === graph.roots.get('query')) {
    return own === undefined ? [] : [{ as: type, typing: null, keys: [null] }];
  }
  if (own !== undefined && own.keys.length > 0) {
    targets.push({ as: type, typing: null, keys: own.keys });
  }
  for (const name of type.interfaces) {
    const abstract = graph.types.get(name);
    const join = abstract?.joins.get(subgraph);
    if (abstract === undefined || join === undefined || join.keys.length === 0) continue;
    if (join.interfaceObject) targets.push({ as: abstract, typing: null, keys: join.keys });
    else if (membersAt(name, subgraph, graph).has(type.name)) {
      targets.push({ as: type, typing: abstract, keys: join.keys });
    }
  }
  return targets;
}

function jumpStand(
  place: Place,
  subgraph: string,
  { as, typing, keys }: JumpTarget,
  requires: SelectionSetNode | null,
  level: number,
  search: Search,
): JumpStand | null {
  const before = level - 1;
  if (before < 0) return null;
  if (isTyped(place, before, search) ? typing !== null : typing === null) return null;
  if (typing !== null) {
    const reached = search.graph.subgraphs.some(
      (name) => standsAt(place, name, before, search).length > 0,
    );
    if (!reached || !areParentsTyped(place, before, search)) return null;
  }
  if (requires !== null && !hasSelections(place, requires, before, search)) return null;
  for (const key of keys) {
    if (key !== null && !hasSelections(place, key, before, search)) continue;
    return { kind: 'jump', place, subgraph, as, level, key, requires, typing };
  }
  return null;
}

/** Whether it is known what the objects are, and on the way there: paths and representations ask. */
function isTyped(place: Place, level: number, search: Search): boolean {
  return hasField(place, '__typename', level, search) && areParentsTyped(place, level, search);
}

function areParentsTyped({ parent }: Place, level: number, search: Search): boolean {
  if (parent === null) return true;
  if (parent.mixed && !hasField(parent, '__typename', level, search)) return false;
  return areParentsTyped(parent, level, search);
}

/** Whether all of a key or `@requires` is there at a level. */
function hasSelections(
  place: Place,
  { selections }: SelectionSetNode,
  level: number,
  search: Search,
): boolean {
  return fieldsFor(place.type, selections, search.graph).every((field) => {
    if (!hasField(place, field.name.value, level, search)) return false;
    const { selectionSet } = field;
    if (selectionSet === undefined) return true;
    return childPlaces(place, requiredField(field, search.requiredKeys), search.graph).every(
      (child) =>
        (!child.mixed || hasField(child, '__typename', level, search)) &&
        hasSelections(child, selectionSet, level, search),
    );
  });
}

function fieldWayAt(
  place: Place,
  name: string,
  subgraph: string,
  level: number,
  search: Search,
): FieldWay | null {
  if (level < 0) return null;
  return remember(place, `field ${name} ${subgraph} ${level}`, search, null, () => {
    const sooner = fieldWayAt(place, name, subgraph, level - 1, search);
    if (sooner !== null) return sooner;
    for (const stand of standsAt(place, subgraph, level, search)) {
      if (name === '__typename') {
        if (stand.as === place.type) return { stand, name, join: null };
        continue;
      }
      const join = joinOf(stand.as, name, subgraph, search);
      if (join === null) continue;
      const provided = stand.kind === 'child' && isIn(name, place, stand.provided, search);
      if (join.external ? provided : !needsMore(join)) return { stand, name, join };
    }
    for (const target of jumpTargets(place.type, subgraph, search.graph)) {
      const join = joinOf(target.as, name, subgraph, search);
      if (join === null || join.external || !needsMore(join)) continue;
      const stand = jumpStand(place, subgraph, target, join.requires, level, search);
      if (stand !== null && hasContexts(place, join, level - 1, search))
        return { stand, name, join };
    }
    return null;
  }) as FieldWay | null;
}

/** Whether it takes a fetch of entities of its own, after what it requires or takes from contexts. */
function needsMore({ requires, contexts }: FieldJoin): boolean {
  return requires !== null || contexts.length > 0;
}

function hasContexts(place: Place, join: FieldJoin, level: number, search: Search): boolean {
  const needs = contextNeeds(place, join, search.graph);
  return (
    needs?.every(({ holder, argument }) =>
      hasSelections(holder, argument.selection, level, search),
    ) === true
  );
}

function joinOf(
  type: JoinedType,
  name: string,
  subgraph: string,
  { labels }: Search,
): FieldJoin | null {
  const join = type.fields.get(name)?.joins.get(subgraph);
  if (join === undefined) return null;
  const { label } = join;
  return label === null || labels.has(label.name) === label.when ? join : null;
}

function isIn(
  name: string,
  { type }: Place,
  selections: readonly SelectionNode[],
  { graph }: Search,
): boolean {
  return fieldsFor(type, selections, graph).some((field) => field.name.value === name);
}

/** What is found once holds; while it is looked for, it is not found: no way leads through itself. */
function remember(
  { known }: Place,
  id: string,
  { effort }: Search,
  nothing: readonly Stand[] | null,
  find: () => readonly Stand[] | FieldWay | null,
): readonly Stand[] | FieldWay | null {
  const found = known.get(id);
  if (found !== undefined) return found as readonly Stand[] | FieldWay | null;
  if (effort.left <= 0) return nothing;
  effort.left -= 1;
  const result = find();
  known.set(id, result);
  return result;
}
