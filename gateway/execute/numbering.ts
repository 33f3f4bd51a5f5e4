import type { EntityGroup, RequiredSelection } from '../plan/plan.ts';
import type { WriteRepresentation } from './representation.ts';
import type { Node } from './walk.ts';

/** Representations of one fetch of a group: each once, numbered in the order in which they came. */
export interface Numbering {
  /** As JSON. */
  readonly texts: readonly string[];
  /** The number of an object's representation; -1 where the object is none of the types asked. */
  readonly numberOf: (node: Node) => number;
}

/** Begins to number the entities of a group. */
export type StartNumbering = () => Numbering;

/**
 * Objects with the same representation are asked about once. Nearly all representations are a type
 * and one key: then these two tell them apart, and text is written for those that are new alone.
 *
 * @param write decides by type and key alone where `byKey` is true
 */
export function compileNumbering(
  { requires }: Pick<EntityGroup, 'requires'>,
  write: WriteRepresentation,
  byKey: boolean,
): StartNumbering {
  const keys = byKey ? singleKeys(requires) : new Map<unknown, string>();
  return () => {
    const texts: string[] = [];
    /** By type and key; under null by text. */
    const known = new Map<unknown, Map<string, number>>();
    const numbersOf = (type: unknown): Map<string, number> => {
      const numbers = known.get(type);
      if (numbers !== undefined) return numbers;
      const none = new Map<string, number>();
      known.set(type, none);
      return none;
    };
    const numberOf = (node: Node): number => {
      const type = node['__typename'];
      const name = keys.get(type);
      const single = name === undefined ? undefined : node[name];
      const keyed = typeof single === 'string';
      const key = keyed ? single : write(node);
      if (key === null) return -1;
      const numbers = numbersOf(keyed ? type : null);
      const number = numbers.get(key);
      if (number !== undefined) return number;
      const text = keyed ? write(node) : key;
      if (text === null) return -1;
      numbers.set(key, texts.length);
      return texts.push(text) - 1;
    };
    return { texts, numberOf };
  };
}

/** Types whose representation is `__typename` and one key, and the name of the key. */
function singleKeys(requires: readonly RequiredSelection[]): ReadonlyMap<unknown, string> {
  const keys = new Map<unknown, string>();
  // What is required of every type would stand in the representation as well.
  if (requires.some((one) => one.kind === 'field')) return keys;
  const all = requires.flatMap((one) => (one.kind === 'types' ? one.names : []));
  for (const one of requires) {
    if (one.kind === 'field') continue;
    const fields = one.selections.filter(
      (field) => field.kind !== 'field' || field.name !== '__typename',
    );
    const [only] = fields;
    if (fields.length !== 1 || only?.kind !== 'field' || only.selections !== null) continue;
    // Names that objects have anyway are nobody's key unless they were sent.
    if (only.name in Object.prototype) continue;
    for (const name of one.names) {
      if (all.indexOf(name) === all.lastIndexOf(name)) keys.set(name, only.name);
    }
  }
  return keys;
}
