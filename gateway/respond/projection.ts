import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
} from 'graphql';
import { invariant } from '../../lib/invariant.ts';
import { compileLeaf } from './leaf.ts';
import { type Selecting, selectFields } from './select-fields.ts';

/** Where something in the answer is not as it should be, and what to do about it is the caller's. */
export interface ProjectionIssue {
  readonly kind: /** A value that the schema does not allow here: it reads as null. */
    | 'invalid'
    /** A null where the schema allows none: what holds it reads as null. */
    | 'missing';
  readonly path: readonly (string | number)[];
}

export interface Projected {
  /** The `data` of the answer as JSON. */
  readonly text: string;
  readonly issues: readonly ProjectionIssue[];
}

/** Writes the client's answer from what the fetches brought. */
export type Project = (data: Readonly<Record<string, unknown>>) => Projected;

/** Text; null for a null; undefined where what holds the value must become null. */
type Write = (value: unknown, state: State) => string | null | undefined;

interface State {
  /** Where the writer is. Changed in place: it is read only where something went wrong. */
  readonly path: (string | number)[];
  readonly issues: ProjectionIssue[];
}

interface FieldWriter {
  /** In the data. */
  readonly key: string;
  /** In the answer. */
  readonly clientKey: string;
  /** `"key":` */
  readonly label: string;
  readonly write: Write;
}

/** Response keys that stand in the answer, by the keys in the data, where the two differ. */
export type ClientKeys = ReadonlyMap<string, string>;

/** All that a writer is compiled from, besides types and fields. */
interface Compiling extends Selecting {
  readonly clientKeys: ClientKeys;
}

/**
 * Compiles an operation into a writer of its answer: fields in order, leaves checked, nulls carried
 * up where the schema allows none (GraphQL specification, section 6.4).
 */
export function compileProjection(
  definition: OperationDefinitionNode,
  root: GraphQLObjectType,
  selecting: Selecting,
  clientKeys: ClientKeys = new Map(),
): Project {
  const write = compileObject(root, [definition], { ...selecting, clientKeys });
  return (data) => {
    const state: State = { path: [], issues: [] };
    return { text: write(data, state) ?? 'null', issues: state.issues };
  };
}

type WithSelection = Pick<FieldNode, 'selectionSet'>;

function compileType(
  type: GraphQLOutputType,
  nodes: readonly WithSelection[],
  selecting: Compiling,
): Write {
  if (isNonNullType(type)) {
    const write = compileType(type.ofType, nodes, selecting);
    return (value, state) => {
      const text = write(value, state);
      if (text !== null) return text;
      state.issues.push({ kind: 'missing', path: [...state.path] });
      return undefined;
    };
  }
  if (isListType(type)) return compileList(compileType(type.ofType, nodes, selecting));
  if (isLeafType(type)) {
    const write = compileLeaf(type);
    return (value, state) => {
      if (value === null || value === undefined) return null;
      return write(value) ?? invalid(state);
    };
  }
  if (isObjectType(type)) return compileObject(type, nodes, selecting);
  return compileAbstract(type, nodes, selecting);
}

function compileList(write: Write): Write {
  return (value, state) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) return invalid(state);
    const { path } = state;
    const depth = path.length;
    let text = '[';
    let whole = true;
    for (let i = 0; i < value.length; i++) {
      path[depth] = i;
      const item = write(value[i], state);
      // The rest is still read: each place with something wrong is reported.
      if (item === undefined) whole = false;
      text = i === 0 ? text + (item ?? 'null') : `${text},${item ?? 'null'}`;
    }
    path.length = depth;
    return whole ? `${text}]` : null;
  };
}

function compileObject(
  type: GraphQLObjectType,
  nodes: readonly WithSelection[],
  selecting: Compiling,
): Write {
  const fields = compileFields(type, nodes, selecting);
  return (value, state) => {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'object' || Array.isArray(value)) return invalid(state);
    return writeFields(fields, value as Record<string, unknown>, state);
  };
}

function compileAbstract(
  type: GraphQLOutputType,
  nodes: readonly WithSelection[],
  selecting: Compiling,
): Write {
  const { schema } = selecting;
  const possible = new Map<string, readonly FieldWriter[] | GraphQLObjectType>();
  invariant(isAbstractType(type), 'what is no leaf, list or object is abstract');
  for (const one of schema.getPossibleTypes(type)) possible.set(one.name, one);
  return (value, state) => {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'object' || Array.isArray(value)) return invalid(state);
    const node = value as Record<string, unknown>;
    const name = node['__typename'];
    const known = typeof name === 'string' ? possible.get(name) : undefined;
    if (known === undefined || typeof name !== 'string') return invalid(state);
    // Types that never come are never compiled.
    const fields = isObjectType(known) ? compileFields(known, nodes, selecting) : known;
    if (fields !== known) possible.set(name, fields);
    return writeFields(fields, node, state);
  };
}

function compileFields(
  type: GraphQLObjectType,
  nodes: readonly WithSelection[],
  selecting: Compiling,
): readonly FieldWriter[] {
  const sets = nodes.map(({ selectionSet }) => selectionSet).filter((set) => set !== undefined);
  return [...selectFields(sets, type, selecting)].map(([key, same]) => {
    const clientKey = selecting.clientKeys.get(key) ?? key;
    const label = `${JSON.stringify(clientKey)}:`;
    return { key, clientKey, label, write: compileField(type, same, selecting) };
  });
}

function compileField(
  type: GraphQLObjectType,
  nodes: readonly FieldNode[],
  selecting: Compiling,
): Write {
  const name = nodes[0]?.name.value ?? '';
  if (name === '__typename') {
    const text = JSON.stringify(type.name);
    return () => text;
  }
  // Introspection of the root is answered by graphql-js itself: its text is taken as it is.
  if (name === '__schema' || name === '__type') {
    return (value) => (value === undefined ? null : JSON.stringify(value));
  }
  const field = type.getFields()[name];
  invariant(field !== undefined, `${type.name}.${name} is in the schema`);
  invariant(getNamedType(field.type) !== undefined, 'every field has a type');
  return compileType(field.type, nodes, selecting);
}

function writeFields(
  fields: readonly FieldWriter[],
  node: Record<string, unknown>,
  state: State,
): string | null {
  const { path } = state;
  const depth = path.length;
  let text = '{';
  let whole = true;
  for (let i = 0; i < fields.length; i++) {
    const { key, clientKey, label, write } = fields[i] as FieldWriter;
    path[depth] = clientKey;
    // Names such as `constructor` are nobody's field unless they were sent.
    const value = node[key];
    const own = typeof value === 'function' ? undefined : value;
    const item = write(own, state);
    if (item === undefined) whole = false;
    text = `${text}${i === 0 ? '' : ','}${label}${item ?? 'null'}`;
  }
  path.length = depth;
  return whole ? `${text}}` : null;
}

function invalid({ path, issues }: State): null {
  issues.push({ kind: 'invalid', path: [...path] });
  return null;
}
