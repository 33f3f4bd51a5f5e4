import type { EntityGroup, RequiredSelection, Rewrite } from '../plan/plan.ts';
import { type MayLeave, mayLeaveTo, type Outgoing } from './guard/outgoing.ts';
import { isNode, type Node } from './walk.ts';

/** Writes an entity's representation as JSON; null where the object is none of the types asked. */
export type WriteRepresentation = (node: Node) => string | null;

/** Appends `"name":value` pairs of an object, each behind a comma but the first. */
type WriteFields = (node: Node, text: string) => string;

/** Compiles what a representation holds into a writer of text. */
export function compileRepresentation(
  { requires, inputRewrites }: EntityGroup,
  outgoing: Outgoing | null = null,
): WriteRepresentation {
  const typename = typenameRewrites(inputRewrites);
  const branches = requires.map((selection) =>
    selection.kind === 'types'
      ? {
          names: selection.names,
          write: compileFields(selection.selections, typename, outgoing),
        }
      : { names: null, write: compileFields([selection], typename, outgoing) },
  );
  return (node) => {
    const type = node['__typename'];
    let text = '';
    for (const { names, write } of branches) {
      if (names === null || names.includes(String(type))) text = write(node, text);
    }
    if (text === '') return null;
    // A type alone names no entity: the plan asked for the keys of another one.
    const alone = !text.includes(',');
    const bare = () => `"__typename":${JSON.stringify(typename.get(String(type)) ?? type)}`;
    return alone && text === bare() ? null : `{${text}}`;
  };
}

function compileFields(
  selections: readonly RequiredSelection[],
  typename: ReadonlyMap<string, string>,
  outgoing: Outgoing | null,
): WriteFields {
  const writers = selections.map((selection): WriteFields => {
    if (selection.kind === 'types') {
      const { names } = selection;
      const write = compileFields(selection.selections, typename, outgoing);
      return (node, text) =>
        names.includes(String(node['__typename'])) ? write(node, text) : text;
    }
    const { name, as } = selection;
    const label = `${JSON.stringify(as)}:`;
    const inner =
      selection.selections === null
        ? null
        : compileFields(selection.selections, typename, outgoing);
    const mayLeave: MayLeave | null =
      outgoing && mayLeaveTo({ requires: selection.selections ?? [] }, outgoing);
    const write = (value: unknown): string => {
      if (Array.isArray(value)) return `[${value.map(write).join()}]`;
      if (inner === null || !isNode(value)) return JSON.stringify(value);
      if (mayLeave !== null && !mayLeave(value)) return 'null';
      return `{${inner(value, '')}}`;
    };
    return (node, text) => {
      if (!Object.hasOwn(node, name)) return text;
      const value = node[name];
      const given =
        name === '__typename' && typeof value === 'string' ? (typename.get(value) ?? value) : value;
      return `${text}${text === '' ? '' : ','}${label}${write(given)}`;
    };
  });
  return (node, text) => {
    let all = text;
    for (const write of writers) all = write(node, all);
    return all;
  };
}

/** Interface objects: the subgraph knows the interface's name alone. */
const noRewrites: ReadonlyMap<string, string> = new Map();

function typenameRewrites(rewrites: readonly Rewrite[]): ReadonlyMap<string, string> {
  if (rewrites.length === 0) return noRewrites;
  const map = new Map<string, string>();
  for (const rewrite of rewrites) {
    const [types, key, ...more] = rewrite.path;
    if (
      rewrite.kind !== 'set' ||
      types?.kind !== 'types' ||
      key?.kind !== 'key' ||
      key.name !== '__typename' ||
      more.length > 0
    ) {
      throw new RangeError(`An input rewrite that is not known: ${JSON.stringify(rewrite)}`);
    }
    for (const name of types.names) map.set(name, String(rewrite.value));
  }
  return map;
}
