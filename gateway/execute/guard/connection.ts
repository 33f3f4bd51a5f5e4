import type { FieldPlace } from '../../plan/plan.ts';
import { isNode, type Node } from '../walk.ts';
import type { Sifting } from './sifting.ts';

/** Closes the gaps that denied records leave in a connection, and takes back what tells of them. */
export type CloseConnection = (connection: Node, sifting: Sifting) => void;

/** @param fields what was asked of the connection */
export function compileConnection(fields: readonly FieldPlace[]): CloseConnection {
  const lists = named(fields, 'edges').map(({ key, place }) => ({
    key,
    nodes: keysBelow(place, 'node'),
    cursor: keysBelow(place, 'cursor')[0],
  }));
  const nodes = named(fields, 'nodes').map(({ key }) => key);
  const totals = named(fields, 'totalCount').map(({ key }) => key);
  const pages = named(fields, 'pageInfo').map(({ key, place }) => ({
    key,
    start: keysBelow(place, 'startCursor'),
    end: keysBelow(place, 'endCursor'),
  }));
  const withCursor = lists.find(({ cursor }) => cursor !== undefined);
  /** Cursors alone: one for each of `nodes`, in their order. */
  const bare = lists.filter((list) => list.nodes.length === 0);
  return (connection, sifting) => {
    let dropped = false;
    for (const list of lists) {
      const gone = (edge: unknown): boolean => {
        const nulled = isNode(edge) ? sifting.nulled?.get(edge) : undefined;
        return nulled !== undefined && list.nodes.some((key) => nulled.has(key));
      };
      if (closeUp(connection[list.key], (edge) => gone(edge), sifting)) dropped = true;
    }
    for (const key of nodes) {
      const list = connection[key];
      const nulled = Array.isArray(list) ? sifting.nulled?.get(list) : undefined;
      if (nulled === undefined || !Array.isArray(list)) continue;
      const { length } = list;
      if (!closeUp(list, (_node, i) => nulled.has(i), sifting)) continue;
      dropped = true;
      for (const { key: cursors } of bare) {
        const beside = connection[cursors];
        // Who asks for `nodes` twice has them under two keys: cursors are closed up once.
        if (Array.isArray(beside) && sifting.moved?.has(beside) === true) continue;
        const fits = Array.isArray(beside) && beside.length === length;
        if (fits) closeUp(beside, (_edge, i) => nulled.has(i), sifting);
        else connection[cursors] = [];
      }
    }
    if (!dropped) return;
    for (const key of totals) connection[key] = null;
    const left = cursorsOf(connection, withCursor);
    for (const { key, start, end } of pages) {
      const page = connection[key];
      if (!isNode(page)) continue;
      for (const one of start) page[one] = left.at(0) ?? null;
      for (const one of end) page[one] = left.at(-1) ?? null;
    }
  };
}

/** Takes elements out of a list; true where it did. */
function closeUp(
  list: unknown,
  gone: (element: unknown, index: number) => boolean,
  sifting: Sifting,
): boolean {
  // Objects may share what they got: a list is closed up once.
  if (!Array.isArray(list) || sifting.moved?.has(list) === true) return false;
  const kept: unknown[] = [];
  const indexes = list.map((element: unknown, i) => {
    if (gone(element, i)) return -1;
    return kept.push(element) - 1;
  });
  if (kept.length === list.length) return false;
  list.splice(0, list.length, ...kept);
  sifting.moved ??= new Map();
  sifting.moved.set(list, indexes);
  return true;
}

function cursorsOf(
  connection: Node,
  list: { readonly key: string; readonly cursor: string | undefined } | undefined,
): readonly string[] {
  const edges = list === undefined ? undefined : connection[list.key];
  const cursor = list?.cursor;
  if (!Array.isArray(edges) || cursor === undefined) return [];
  return edges.flatMap((edge: unknown) => {
    const value = isNode(edge) ? edge[cursor] : undefined;
    return typeof value === 'string' ? [value] : [];
  });
}

function named(fields: readonly FieldPlace[], name: string): readonly FieldPlace[] {
  return fields.filter((field) => field.name === name);
}

function keysBelow(place: FieldPlace['place'], name: string): readonly string[] {
  const shapes = [...(place?.shapes.values() ?? [])];
  const keys = shapes.flatMap(({ fields }) => named(fields, name).map(({ key }) => key));
  return [...new Set(keys)];
}
