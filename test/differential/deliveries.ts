import { Kind, parse } from 'graphql';
import { errors as catalogue } from '../../lib/errors.ts';
import { valueAt } from './faults.ts';
import type { ExpectedError } from './nulling-model.ts';
import type { OracleAnswer, Path } from './oracle.ts';
import { isRecord, type Serving } from './subgraph-schema.ts';
import type { Exchange, RunRecord } from './subgraph-server.ts';
import type { Instance } from './world.ts';

/** What a run cannot be judged by: a value came twice and differently, or a place is not one. */
export class Unclear extends Error {}

/** What came of the subgraphs in one run, by object and field. */
export interface Deliveries {
  /** Raw values of a field: one for each answer that brought the object. */
  readonly valuesOf: (
    instance: Instance,
    field: string,
    args: string,
    responseKey: string,
  ) => readonly unknown[];
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

interface Delivered {
  readonly responseKey: string;
  readonly value: unknown;
}

export function readDeliveries(record: RunRecord, oracle: OracleAnswer): Deliveries {
  const values = new Map<string, Delivered[]>();
  const errors: ExpectedError[] = [];
  const covers: Path[] = [];
  for (const { servings, sent } of record.exchanges) {
    for (const serving of servings) {
      if (serving.field === '') continue;
      const place: Path = ['data', ...serving.path];
      if (!isRecord(valueAt(sent, place.slice(0, -1)))) continue;
      const id = idOf(serving.instance, serving.field, serving.args);
      const value = valueAt(sent, place);
      const known = values.get(id) ?? [];
      values.set(id, [...known, { responseKey: String(serving.path.at(-1)), value }]);
    }
  }
  for (const exchange of record.exchanges) {
    const { injected, sent } = exchange;
    if (injected === undefined) continue;
    if (sent === undefined) {
      const places = placesOf(exchange, oracle);
      errors.push({ path: pathOf(exchange, places), code: 'SUBGRAPH_UNAVAILABLE' });
      covers.push(...places);
    } else if (injected.reported !== undefined) {
      const { at, code } = injected.reported;
      const shown = clientCode(code);
      if (at === undefined) {
        const places = placesOf(exchange, oracle);
        errors.push({ path: pathOf(exchange, places), code: shown });
        covers.push(...places);
        continue;
      }
      for (const path of placesOfServing(at, oracle)) {
        errors.push({ path, code: shown });
        covers.push(path);
      }
    }
  }
  return {
    errors,
    covers,
    badTypename: (instance, objects) =>
      objects.some((object) => {
        if (!('__typename' in object)) return false;
        const name = object['__typename'];
        // Where a subgraph knows the interface only, it says so.
        return name !== instance.type && !(typeof name === 'string' && /^Kind\d$/.test(name));
      }),
    valuesOf: (instance, field, args, responseKey) => {
      const all = values.get(idOf(instance, field, args)) ?? [];
      const same = all.filter((one) => one.responseKey === responseKey);
      return (same.length > 0 ? same : all).map(({ value }) => value);
    },
  };
}

function idOf(instance: Instance, field: string, args: string): string {
  return `${instance.type}|${instance.key}|${field}|${args}`;
}

/** Places that a whole fetch was for: root fields, or its entities up to their first list. */
function placesOf({ servings, query }: Exchange, oracle: OracleAnswer): Path[] {
  const entities = servings.filter(({ field }) => field === '');
  if (entities.length > 0) {
    return entities.flatMap(({ instance }) => placesOfInstance(instance, oracle).map(toFirstList));
  }
  return rootKeys(query).map((key) => [key]);
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
    }
  };
  collect(operation.selectionSet.selections);
  return [...keys];
}

/** Where an object stands in the answer; for one that is not there, where its origin stands. */
function placesOfInstance(instance: Instance, oracle: OracleAnswer): readonly Path[] {
  const places = oracle.places.get(instance);
  if (places !== undefined) return places;
  if (instance.origin === undefined) return [[]];
  return placesOfInstance(instance.origin.parent, oracle);
}

function placesOfServing(at: Serving, oracle: OracleAnswer): readonly Path[] {
  const responseKey = at.path.at(-1);
  const selected = oracle.selected.filter(
    ({ parent, field, args }) => parent === at.instance && field === at.field && args === at.args,
  );
  if (selected.length === 0) return placesOfInstance(at.instance, oracle);
  const same = selected.filter(({ path }) => path.at(-1) === responseKey);
  // Fetched for a key or for `@requires`, under another name than the client's.
  if (same.length !== selected.length) throw new Unclear();
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
