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

/** By type and key: the number of the representation, found or made. */
type ByKey = (type: number, key: string, node: Node) => number;
type ByText = (node: Node) => number;

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
  const keys = byKey ? singleKeys(requires) : [];
  const find = compileFind(keys);
  return () => {
    const texts: string[] = [];
    const numbers = keys.map(() => new Map<string, number>());
    let others: Map<string, number> | undefined;
    const numberByText: ByText = (node) => {
      const text = write(node);
      if (text === null) return -1;
      others ??= new Map();
      const known = others.get(text);
      if (known !== undefined) return known;
      others.set(text, texts.length);
      return texts.push(text) - 1;
    };
    const numberByKey: ByKey = (type, key, node) => {
      const known = numbers[type]?.get(key);
      if (known !== undefined) return known;
      const text = write(node);
      if (text === null) return -1;
      numbers[type]?.set(key, texts.length);
      return texts.push(text) - 1;
    };
    return { texts, numberOf: (node) => find(node, numberByKey, numberByText) };
  };
}

/** Types whose representation is `__typename` and one key. */
function singleKeys(
  requires: readonly RequiredSelection[],
): readonly { readonly type: string; readonly key: string }[] {
  // What is required of every type would stand in the representation as well.
  if (requires.some((one) => one.kind === 'field')) return [];
  const all = requires.flatMap((one) => (one.kind === 'types' ? one.names : []));
  return requires.flatMap((one) => {
    if (one.kind === 'field') return [];
    const fields = one.selections.filter(
      (field) => field.kind !== 'field' || field.name !== '__typename',
    );
    const [only] = fields;
    if (fields.length !== 1 || only?.kind !== 'field' || only.selections !== null) return [];
    const single = one.names.filter((name) => all.indexOf(name) === all.lastIndexOf(name));
    return single.map((type) => ({ type, key: only.name }));
  });
}

function compileFind(
  keys: ReturnType<typeof singleKeys>,
): (node: Node, byKey: ByKey, byText: ByText) => number {
  const cases = keys.map(({ type, key }, i) => {
    const name = JSON.stringify(key);
    return `case ${JSON.stringify(type)}: key = node[${name}]; type = ${i}; break;`;
  });
  const code = `'use strict';
  return (node, byKey, byText) => {
    let key, type;
    switch (node.__typename) { ${cases.join('\n')} }
    return typeof key === 'string' ? byKey(type, key, node) : byText(node);
  };`;
  return new Function(code)();
}
