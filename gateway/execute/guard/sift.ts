import type { Place, RecordPlace, Shape } from '../../plan/plan.ts';
import { isNode, type Node } from '../walk.ts';
import { compileConnection } from './connection.ts';
import { noteNulled, type Sifting, type SiftRule } from './sifting.ts';
import { tagKey } from './tag.ts';

/** Goes through a value and gives what is left of it: null for a record that is denied. */
export type Sift = (value: unknown, sifting: Sifting) => unknown;

type SiftNode = (node: Node, sifting: Sifting) => Node | null;

/** Compiles a place into loops; null where there is nothing to do. */
export function compileSift(place: Place, rule: SiftRule): Sift | null {
  const guarded = holds(place, rule.wanted);
  if (!guarded && !rule.strict) return null;
  const shapes = new Map<string, SiftNode>();
  for (const [type, shape] of place.shapes) shapes.set(type, compileShape(shape, rule));
  const [only] = shapes.size === 1 ? shapes.values() : [];
  const siftNode: SiftNode = (node, sifting) => {
    const shape = only ?? shapes.get(String(node['__typename']));
    if (shape !== undefined) return shape(node, sifting);
    // An object of a type that nobody expects here could be anything.
    return guarded || node['__typename'] !== undefined ? null : node;
  };
  const sift: Sift = (value, sifting) => {
    if (!Array.isArray(value)) return isNode(value) ? siftNode(value, sifting) : value;
    const { length } = value;
    for (let i = 0; i < length; i++) {
      const one: unknown = value[i];
      const kept = sift(one, sifting);
      if (kept === one) continue;
      value[i] = kept;
      noteNulled(sifting, value, i);
    }
    return value;
  };
  return sift;
}

/** True where an object there may be a record, or hold one, of those that are wanted. */
export function holds(place: Place, wanted: (record: RecordPlace) => boolean): boolean {
  return [...place.shapes.values()].some(
    ({ record, fields }) =>
      (record !== null && wanted(record)) ||
      fields.some((field) => field.place !== null && holds(field.place, wanted)),
  );
}

function compileShape({ record, connection, fields }: Shape, rule: SiftRule): SiftNode {
  const { strict, admit } = rule;
  const judged = record !== null && rule.wanted(record) ? record : null;
  const id = fields.find(({ name }) => name === 'id')?.key;
  const keys = new Set(fields.map(({ key }) => key));
  const children = fields.flatMap(({ key, place }) => {
    // The tag stands where the marking did: nothing in it came from a subgraph.
    const sift = place === null || key === tagKey ? null : compileSift(place, rule);
    return sift === null ? [] : [{ key, inherited: key in Object.prototype, sift }];
  });
  const close = connection && children.length > 0 ? compileConnection(fields) : null;
  return (node, sifting) => {
    if (strict) for (const key of Object.keys(node)) if (!keys.has(key)) delete node[key];
    if (judged !== null && !admit(node, judged, id, sifting)) return null;
    for (const { key, inherited, sift } of children) {
      // What objects have anyway was sent by nobody.
      if (inherited && !Object.hasOwn(node, key)) continue;
      const value = node[key];
      if (value === null || value === undefined) continue;
      const kept = sift(value, sifting);
      if (kept === value) continue;
      node[key] = kept;
      noteNulled(sifting, node, key);
    }
    if (close !== null && sifting.nulled !== null) close(node, sifting);
    return node;
  };
}
