import { type ArgumentNode, Kind, print, type SelectionSetNode, visit } from 'graphql';
import { type FieldJoin, type JoinedType, namedType } from '../join-graph.ts';
import type { RequiredSelection } from '../plan.ts';
import { variantOf } from '../rename-keys.ts';
import { contextNeeds, contextWays } from './context-needs.ts';
import {
  addRequired,
  emptySelection,
  type FetchDraft,
  type FieldDraft,
  freeName,
  type SelectionDraft,
  selectionOn,
} from './fetch-draft.ts';
import {
  childPlaces,
  fieldsFor,
  type Place,
  pathTo,
  requiredField,
  type WantedField,
} from './place.ts';
import {
  type FieldWay,
  fieldWays,
  type JumpStand,
  type Search,
  type Stand,
  standsAt,
} from './ways.ts';

/** The fetches of a plan while it is made. */
export interface Drafting {
  readonly search: Search;
  readonly fetches: Map<string, FetchDraft>;
  readonly standings: Map<Stand, Standing>;
  /** Names of the client's variables. */
  readonly variables: ReadonlySet<string>;
}

/** Where in a fetch's document the fields of a place are asked for. */
interface Standing {
  readonly fetch: FetchDraft;
  /** Around the condition on the objects' type. */
  readonly around: SelectionDraft;
  readonly selection: SelectionDraft;
}

interface Taken {
  readonly fetch: FetchDraft;
  readonly field: FieldDraft;
}

const typename: WantedField = { key: '__typename', name: '__typename', arguments: [] };

/** Makes a fetch bring a field, up to a level at which a way to it was found. */
export function takeField(
  place: Place,
  field: WantedField,
  level: number,
  drafting: Drafting,
): Taken {
  const ways = fieldWays(place, field.name, level, drafting.search);
  const [first] = ways;
  if (first === undefined) {
    throw new RangeError(`No way to ${place.type.name}.${field.name} at level ${level}.`);
  }
  let best = first;
  let least = costOf(first, drafting);
  for (const way of ways) {
    const cost = costOf(way, drafting);
    if (cost < least) {
      best = way;
      least = cost;
    }
  }
  return takeWay(best, field, drafting);
}

/** Fetches that a way adds, roughly: one that the plan has already is best, then the sooner one. */
function costOf({ stand }: FieldWay, drafting: Drafting): number {
  const added = (one: Stand): number => {
    if (drafting.standings.has(one)) return 0;
    return one.kind === 'child' ? added(one.through.stand) : 1;
  };
  return added(stand) * 1000 + stand.level;
}

function takeWay({ stand, join }: FieldWay, field: WantedField, drafting: Drafting): Taken {
  const { fetch, around, selection } = takeStand(stand, drafting);
  // The type is the object's, whatever it is.
  const { fields } = join === null ? around : selection;
  const known = fields.get(field.key);
  if (known !== undefined) return { fetch, field: known };
  const type = join?.type ?? null;
  const isLeaf =
    type === null ||
    drafting.search.graph.types.get(namedType(type))?.kind === 'leaf' ||
    !drafting.search.graph.types.has(namedType(type));
  const given = join === null ? [] : takeContexts(stand, join, fetch, drafting);
  const asked = { ...field, arguments: [...field.arguments, ...given] };
  const made: FieldDraft = { field: asked, type, inner: isLeaf ? null : emptySelection() };
  fields.set(field.key, made);
  return { fetch, field: made };
}

/** Makes fetches bring what a field takes from contexts; gives its arguments. */
function takeContexts(
  stand: Stand,
  join: FieldJoin,
  fetch: FetchDraft,
  drafting: Drafting,
): readonly ArgumentNode[] {
  const { place, subgraph, level } = stand;
  const needs = contextNeeds(place, join, drafting.search.graph) ?? [];
  return needs.map(({ argument: { name, type, selection }, holder, levels }): ArgumentNode => {
    const requiring = { type: holder.type, subgraph, level: level - 1, fetch };
    const ways = contextWays(levels, takeRequired(holder, selection, requiring, drafting));
    const id = `${print(type)} ${JSON.stringify(ways)}`;
    const variable =
      fetch.contexts.get(id)?.variable ??
      freeName(`context${fetch.contexts.size}`, drafting.variables);
    fetch.contexts.set(id, { variable, type, ways });
    const value = { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } } as const;
    return { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value };
  });
}

function takeStand(stand: Stand, drafting: Drafting): Standing {
  const known = drafting.standings.get(stand);
  if (known !== undefined) return known;
  const standing = makeStanding(stand, drafting);
  drafting.standings.set(stand, standing);
  return standing;
}

function makeStanding(stand: Stand, drafting: Drafting): Standing {
  switch (stand.kind) {
    case 'root': {
      const fetch = fetchOf(`root ${stand.subgraph}`, stand, 'root', drafting);
      return { fetch, around: fetch.selection, selection: fetch.selection };
    }
    case 'child': {
      const { through, place, as } = stand;
      if (place.field === null || through.join === null)
        throw new TypeError('A child has a field.');
      const { fetch, field } = takeWay(through, place.field, drafting);
      const { inner } = field;
      if (inner === null) throw new TypeError(`${field.field.name} is no leaf.`);
      const isAs = namedType(through.join.type) === as.name;
      return { fetch, around: inner, selection: isAs ? inner : selectionOn(inner, as.name) };
    }
    case 'jump':
      return stand.key === null ? objectsOf(stand, drafting) : entitiesOf(stand, drafting);
    default:
      return stand satisfies never;
  }
}

/** Root fields of a nested `Query`. */
function objectsOf(stand: JumpStand, drafting: Drafting): Standing {
  const { place, subgraph, level } = stand;
  const id = `objects ${JSON.stringify(pathTo(place))} ${subgraph} ${level}`;
  const fetch = fetchOf(id, stand, 'objects', drafting);
  takeTypes(place, level - 1, fetch, drafting);
  return { fetch, around: fetch.selection, selection: fetch.selection };
}

function entitiesOf(stand: JumpStand, drafting: Drafting): Standing {
  const { place, subgraph, as, level, key, requires, typing } = stand;
  const needs = requires === null ? '' : needsOf(requires, as !== place.type);
  const id = `entities ${JSON.stringify(place.base)} ${subgraph} ${level} ${needs}`;
  const fetch = fetchOf(id, stand, 'entities', drafting);
  const before = level - 1;
  if (typing === null) takeTypes(place, before, fetch, drafting);
  else takeUntyped(place, before, fetch, drafting);
  const target = typing ?? as;
  const entry = `${target.name} ${typing === null ? place.type.name : ''}`;
  const representation = fetch.representations.get(entry) ?? {
    names: typing === null ? [place.type.name] : [typing.name, ...typing.possible],
    as: target.name,
    selections: [{ kind: 'field', name: '__typename', as: '__typename', selections: null }],
  };
  fetch.representations.set(entry, representation);
  for (const set of [key, requires]) {
    if (set === null) continue;
    addRequired(
      representation.selections,
      takeRequired(place, set, { type: target, subgraph, level: before, fetch }, drafting),
    );
  }
  return { fetch, around: fetch.selection, selection: selectionOn(fetch.selection, as.name) };
}

function fetchOf(
  id: string,
  { subgraph, level, place }: Stand,
  kind: FetchDraft['kind'],
  { fetches }: Drafting,
): FetchDraft {
  const known = fetches.get(id);
  if (known !== undefined) return known;
  const fetch: FetchDraft = {
    kind,
    subgraph,
    level,
    path: kind === 'entities' ? place.base : pathTo(place),
    selection: emptySelection(),
    representations: new Map(),
    contexts: new Map(),
    after: new Set(),
  };
  fetches.set(id, fetch);
  return fetch;
}

/** What the objects are, and those on the way to them. */
function takeTypes(place: Place, level: number, fetch: FetchDraft, drafting: Drafting): void {
  fetch.after.add(takeField(place, typename, level, drafting).fetch);
  takeParentTypes(place, level, fetch, drafting);
}

function takeParentTypes(
  { parent }: Place,
  level: number,
  fetch: FetchDraft,
  drafting: Drafting,
): void {
  if (parent === null) return;
  if (parent.mixed) fetch.after.add(takeField(parent, typename, level, drafting).fetch);
  takeParentTypes(parent, level, fetch, drafting);
}

/** The objects themselves, where they only have the name of their interface yet. */
function takeUntyped(place: Place, level: number, fetch: FetchDraft, drafting: Drafting): void {
  const { search } = drafting;
  const stands = search.graph.subgraphs.flatMap((name) => standsAt(place, name, level, search));
  const [stand] = stands.toSorted(
    (a, b) => Number(drafting.standings.has(b)) - Number(drafting.standings.has(a)),
  );
  if (stand === undefined) throw new RangeError('What is typed was reached before.');
  const standing = takeStand(stand, drafting);
  standing.around.fields.set('__typename', { field: typename, type: null, inner: null });
  fetch.after.add(standing.fetch);
  takeParentTypes(place, level, fetch, drafting);
}

interface Requiring {
  /** As the subgraph that gets the representation declares it. */
  readonly type: JoinedType;
  readonly subgraph: string;
  readonly level: number;
  readonly fetch: FetchDraft;
}

/** Makes fetches bring a key or `@requires`; gives what a representation takes of it. */
function takeRequired(
  place: Place,
  { selections }: SelectionSetNode,
  requiring: Requiring,
  drafting: Drafting,
): readonly RequiredSelection[] {
  const { search } = drafting;
  const { subgraph, level, fetch } = requiring;
  return fieldsFor(place.type, selections, search.graph).map((node): RequiredSelection => {
    const field = requiredField(node, search.requiredKeys);
    const { key: name, name: as } = field;
    const children = node.selectionSet === undefined ? [] : childPlaces(place, field, search.graph);
    const { selectionSet } = node;
    if (selectionSet === undefined || children.length === 0) {
      fetch.after.add(takeField(place, field, level, drafting).fetch);
      return { kind: 'field', name, as, selections: selectionSet === undefined ? null : [] };
    }
    const declared = requiring.type.fields.get(as);
    const given = declared?.joins.get(subgraph)?.type ?? declared?.type;
    const type = search.graph.types.get(given === undefined ? '' : namedType(given));
    const inner: RequiredSelection[] = [];
    // What is abstract for the subgraph says what it is.
    if (type?.joins.get(subgraph)?.interfaceObject !== true && type?.kind !== 'object') {
      inner.push({ kind: 'field', name: '__typename', as: '__typename', selections: null });
    }
    for (const child of children) {
      const below = { ...requiring, type: type ?? child.type };
      const required = takeRequired(child, selectionSet, below, drafting);
      if (child.mixed) {
        fetch.after.add(takeField(child, typename, level, drafting).fetch);
        inner.push({ kind: 'types', names: [child.type.name], selections: required });
      } else {
        inner.push(...required);
        if (required.length === 0) {
          fetch.after.add(takeField(place, field, level, drafting).fetch);
        }
      }
    }
    return { kind: 'field', name, as, selections: inner };
  });
}

/**
 * What tells representations apart that cannot be in one fetch: one cannot hold a field twice, with
 * different arguments; and an interface object is asked for all fields, whatever type it is.
 */
function needsOf(set: SelectionSetNode, isInterfaceObject: boolean): string {
  if (isInterfaceObject) return print(set);
  const variants: string[] = [];
  visit(set, {
    Field: (field) => {
      if ((field.arguments ?? []).length > 0) variants.push(variantOf(field));
    },
  });
  return variants.sort().join();
}
