import { Kind, parse } from 'graphql';
import { errors as catalogue } from '../../lib/errors.ts';
import { valueAt } from './faults.ts';
import type { OracleAnswer, Path } from './oracle.ts';
import { isRecord, type Serving } from './subgraph-schema.ts';
import type { Exchange, RunRecord } from './subgraph-server.ts';
import { type Instance, mapInstances } from './world.ts';

/** What a run cannot be judged by: a value came twice and differently, or a place is not one. */
export class Unclear extends Error {}

/** An error that the client must get. */
export interface ExpectedError {
  readonly path: Path | undefined;
  readonly code: string;
}

/** What came of the subgraphs in one run, by object and field. */
export interface Deliveries {
  /** Values of a field: one for each answer that brought the object. */
  readonly valuesOf: (
    instance: Instance,
    field: string,
    args: string,
    responseKey: string,
  ) => readonly Delivered[];
  /** Whether one of these raw objects names a type that the object does not have. */
  readonly badTypename: (
    instance: Instance,
    objects: readonly Record<string, unknown>[],
  ) => boolean;
  /** Errors of fetches. */
  readonly errors: readonly ExpectedError[];
  /** Places whose nulls the errors account for. */
  readonly covers: readonly Path[];
}

export interface Delivered {
  readonly responseKey: string;
  /** As it was sent. */
  readonly raw: unknown;
  /** What the subgraph had resolved, whatever was sent of it. */
  readonly value: unknown;
}

/** Where the answer has objects of the world, and what the client selected of them. */
export type Layout = Pick<OracleAnswer, 'places' | 'selected'>;

/**
 * @param layouts of what came and of the true answer, in this order: values for `@requires` that
 *   failed lead elsewhere; none for a look at the data alone
 * @param cut gives the part of a place that an error may tell
 */
export function readDeliveries(
  record: RunRecord,
  layouts: readonly Layout[],
  cut: (path: Path) => Path = (path) => path,
): Deliveries {
  const values = new Map<string, Delivered[]>();
  const entities = new Map<Instance, Record<string, unknown>[]>();
  /** `key:field` of the fields that the plan has other names for, somewhere. */
  const renamed = new Set(
    record.exchanges
      .flatMap(({ query }) => [...query.matchAll(/_x\d+_(\w+): *(\w+)/g)])
      .map(([, key, field]) => `${key}:${field}`),
  );
  const errors: ExpectedError[] = [];
  const covers: Path[] = [];
  const twofold = readTwofold(record);
  for (const { servings, sent } of record.exchanges) {
    for (const serving of servings) {
      const place: Path = ['data', ...serving.path];
      if (serving.field === '') {
        const entity = valueAt(sent, place);
        const known = entities.get(serving.instance) ?? [];
        if (isRecord(entity)) entities.set(serving.instance, [...known, entity]);
        continue;
      }
      if (!isRecord(valueAt(sent, place.slice(0, -1)))) continue;
      const id = idOf(serving.instance, serving.field, serving.args);
      const raw = valueAt(sent, place);
      const responseKey = String(serving.path.at(-1));
      values.set(id, [...(values.get(id) ?? []), { responseKey, raw, value: serving.value }]);
    }
  }
  for (const exchange of record.exchanges) {
    const { injected, sent } = exchange;
    if (injected === undefined || layouts.length === 0) continue;
    if (sent === undefined) {
      const places = placesOf(exchange, layouts, twofold).map(cut);
      errors.push({ path: pathOf(exchange, places), code: 'SUBGRAPH_UNAVAILABLE' });
      covers.push(...places);
    } else if (injected.reported !== undefined) {
      const { at, code } = injected.reported;
      const shown = clientCode(code);
      if (at === undefined) {
        const places = placesOf(exchange, layouts, twofold).map(cut);
        errors.push({ path: pathOf(exchange, places), code: shown });
        covers.push(...places);
        continue;
      }
      // Which of its two names the error was about does not show.
      if (twofold.has(at.instance)) throw new Unclear();
      for (const path of placesOfServing(at, layouts).map(cut)) {
        errors.push({ path: path.length === 0 ? undefined : path, code: shown });
        covers.push(path);
      }
    }
  }
  return {
    errors,
    covers,
    badTypename: (instance, objects) => {
      const names = [...objects, ...(entities.get(instance) ?? [])].flatMap((object) =>
        '__typename' in object ? [object['__typename']] : [],
      );
      // Where a subgraph knows the interface only, it says so: another must tell the type.
      const telling = names.filter((name) => !(typeof name === 'string' && /^Kind\d$/.test(name)));
      if (telling.length === 0 && names.length > 0) throw new Unclear();
      return telling.some((name) => name !== instance.type);
    },
    valuesOf: (instance, field, args, responseKey) => {
      const all = values.get(idOf(instance, field, args)) ?? [];
      // A name of the native planner's that does not say for which of the client's it stands.
      if (all.some((one) => /^_internal_/.test(String(one.responseKey)))) throw new Unclear();
      // Under another name the same field was fetched for something else. So was a plain one, where
      // one that has another name did not come (`f(n: $n)` beside an `f` that is required).
      const same = all.filter((one) => namesSame(one.responseKey, responseKey));
      // Of an object with two names, one may have got what was not wanted for the other.
      if (twofold.has(instance) && same.some(isSpoilt)) throw new Unclear();
      const isPlain = same.length > 0 && same.every((one) => one.responseKey === responseKey);
      if (isPlain && renamed.has(`${responseKey}:${field}`)) throw new Unclear();
      return same;
    },
  };
}

/** Whether a value left the subgraph as another than it had resolved. */
function isSpoilt({ raw, value }: Delivered): boolean {
  return typeof raw !== 'object' && raw !== value;
}

/** Whether a name in a fetch is the client's, or the plan's own for it. */
function namesSame(inFetch: string | number | undefined, ofClient: string): boolean {
  return clientName(inFetch) === ofClient;
}

function clientName(inFetch: string | number | undefined): string {
  return String(inFetch)
    .replace(/^_x\d+_/, '')
    .replace(/__alias_\d+$/, '');
}

/** Objects that came under two names: a fetch for one of them has one of two places. */
function readTwofold({ exchanges }: RunRecord): ReadonlySet<Instance> {
  const names = new Map<Instance, string>();
  const twofold = new Set<Instance>();
  for (const { path, value } of exchanges.flatMap(({ servings }) => servings)) {
    const name = path.findLast((step) => typeof step === 'string');
    mapInstances(path.length > 2 || path[0] !== '_entities' ? value : null, (instance) => {
      const known = names.get(instance) ?? clientName(name);
      if (known !== clientName(name)) twofold.add(instance);
      names.set(instance, known);
    });
  }
  return twofold;
}

function idOf(instance: Instance, field: string, args: string): string {
  return `${instance.type}|${instance.key}|${field}|${args}`;
}

/** Places that a whole fetch was for: root fields, or its entities up to their first list. */
function placesOf(
  { servings, query }: Exchange,
  layouts: readonly Layout[],
  twofold: ReadonlySet<Instance>,
): Path[] {
  const entities = servings.filter(({ field }) => field === '');
  if (entities.some(({ instance }) => twofold.has(instance))) throw new Unclear();
  if (entities.length > 0) {
    return entities.flatMap(({ instance }) => placesOfInstance(instance, layouts).map(toFirstList));
  }
  return rootKeys(query).map((key): Path => {
    // Plans may name fields otherwise; what was served under that name tells the client's.
    const served = servings.find(({ path }) => path.length === 1 && path[0] === key);
    const place = served === undefined ? undefined : placesOfServing(served, layouts)[0];
    // Skipped by a condition: whether the fetch was for it is open.
    if (place === undefined || place.length !== 1) throw new Unclear();
    return place;
  });
}

function pathOf({ servings }: Exchange, places: readonly Path[]): Path | undefined {
  const isRoot = servings.every(({ field }) => field !== '');
  const [first] = places;
  if (first === undefined || first.length === 0) return undefined;
  return isRoot && places.length > 1 ? undefined : first;
}

function rootKeys(query: string): string[] {
  const [operation] = parse(query).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('an operation comes first');
  const keys = new Set<string>();
  const collect = (selections: typeof operation.selectionSet.selections): void => {
    for (const node of selections) {
      if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet.selections);
      else if (node.kind === Kind.FRAGMENT_SPREAD) throw new Unclear();
      else if (node.name.value !== '__typename') keys.add(node.alias?.value ?? node.name.value);
      // Whether a fetch is for a root type's name is open.
      else if (node.alias !== undefined) throw new Unclear();
    }
  };
  collect(operation.selectionSet.selections);
  return [...keys];
}

/** Where an object stands in the answer; for one that is not there, where its origin stands. */
function placesOfInstance(instance: Instance, layouts: readonly Layout[]): readonly Path[] {
  for (const { places } of layouts) {
    const found = places.get(instance);
    if (found !== undefined) return found;
  }
  const { origin } = instance;
  if (origin === undefined) return [[]];
  // The client asked for it, but its place was never seen: a null stands above it.
  const seen = layouts.some(({ selected }) =>
    selected.some(({ parent, field }) => parent === origin.parent && field === origin.field),
  );
  if (seen) throw new Unclear();
  return placesOfInstance(origin.parent, layouts);
}

function placesOfServing(at: Serving, layouts: readonly Layout[]): readonly Path[] {
  const responseKey = at.path.at(-1);
  const all = layouts.map((layout) =>
    layout.selected.filter(
      ({ parent, field, args }) => parent === at.instance && field === at.field && args === at.args,
    ),
  );
  const selected = all.find((found) => found.length > 0) ?? [];
  // It did not come, and is at several places of the true answer: which of them was asked is open.
  if (selected !== all[0] && selected.length > 1) throw new Unclear();
  if (selected.length === 0) {
    // The client's name for the field, on an object that did not come: it may have been of that type.
    const came = layouts[0]?.places.has(at.instance) === true;
    if (!came && clientName(responseKey) !== at.field) throw new Unclear();
    const places = placesOfInstance(at.instance, layouts);
    const way = at.path.slice(0, -1).filter((step) => typeof step === 'string');
    const names = way[0]?.startsWith('_e') === true ? way.slice(1) : way;
    // The way there has other names in the fetch than in the answer: it was for something else.
    const same = places.every((place) => {
      const shown = place
        .filter((step) => typeof step === 'string')
        .slice(-names.length || Infinity);
      return names.every((name, index) => namesSame(name, shown[index] ?? name));
    });
    if (!same) throw new Unclear();
    return places;
  }
  const same = selected.filter(({ path }) => namesSame(responseKey, String(path.at(-1))));
  if (same.length < selected.length) throw new Unclear();
  return same.map(({ path }) => path);
}

export function toFirstList(path: Path): Path {
  const list = path.findIndex((step) => typeof step === 'number');
  return list === -1 ? path : path.slice(0, list);
}

/** A client's own mistake keeps its code; everything else is masked. */
function clientCode(code: string | undefined): string {
  const keeps = code === 'BAD_USER_INPUT' || code === 'NOT_FOUND';
  if (keeps && code in catalogue) return code;
  return 'INTERNAL_SERVER_ERROR';
}
