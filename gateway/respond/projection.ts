import {
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { invariant } from '../../lib/invariant.ts';
import { compileLeaf } from './leaf.ts';
import {
  type Build,
  type BuildObject,
  type BuildState,
  compileObjectBuilder,
  type FieldBuilder,
  type ProjectionIssue,
} from './object-builder.ts';
import { type Selecting, selectFields } from './select-fields.ts';

export interface Projected {
  /** The `data` of the answer: JSON values, fields in the operation's order. */
  readonly data: Record<string, unknown> | null;
  readonly issues: readonly ProjectionIssue[];
}

/** Builds the client's answer from what the fetches brought. */
export type Project = (data: Readonly<Record<string, unknown>>) => Projected;

/** Response keys that stand in the answer, by the keys in the data, where the two differ. */
export type ClientKeys = ReadonlyMap<string, string>;

/** An operation as it was planned, with other response keys. */
export interface RenamedShape {
  readonly operation: OperationDefinitionNode;
  readonly clientKeys: ClientKeys;
}

/** What of the client's operation was taken out of what is planned: it reads as null. */
export interface Withheld {
  readonly fields: ReadonlySet<FieldNode>;
  /** Types whose objects do not even tell their `__typename`. */
  readonly types: ReadonlySet<string>;
}

/** All that a writer is compiled from, besides types and fields. */
interface Compiling extends Selecting {
  readonly clientKeys: ClientKeys;
  readonly withheld: Withheld | null;
}

/**
 * Compiles an operation into a builder of its answer: fields in order, leaves checked, nulls carried
 * up where the schema allows none (GraphQL specification, section 6.4).
 *
 * @param renamed what was planned in place of the operation, where response keys were renamed
 * @param withheld what the client may not read; null where it may read all
 */
export function compileProjection(
  definition: OperationDefinitionNode,
  root: GraphQLObjectType,
  selecting: Selecting,
  renamed: RenamedShape | null = null,
  withheld: Withheld | null = null,
): Project {
  const clientKeys = renamed?.clientKeys ?? new Map<string, string>();
  const nodes = { client: [definition], fetched: [renamed?.operation ?? definition] };
  const build = compileFields(root, nodes, { ...selecting, clientKeys, withheld });
  return (data) => {
    const state: BuildState = { path: [], issues: [] };
    return { data: build(data, state), issues: state.issues };
  };
}

/** The selections of one place. */
interface Nodes {
  /** As the client wrote them: what the answer has, in this order. */
  readonly client: readonly Pick<FieldNode, 'selectionSet'>[];
  /** As they were planned: under which keys the data has it. */
  readonly fetched: readonly Pick<FieldNode, 'selectionSet'>[];
}

/** Builder of one place, with the shortcut for values that need no more than to be copied. */
type Place = Pick<FieldBuilder, 'build' | 'plain'>;

/** Places of leaves and lists of them, the same in every operation. */
const leafPlaces = new WeakMap<GraphQLOutputType, Place>();

function compileType(type: GraphQLOutputType, nodes: Nodes, compiling: Compiling): Place {
  if (!isLeafType(getNamedType(type))) return compilePlace(type, nodes, compiling);
  const known = leafPlaces.get(type);
  if (known !== undefined) return known;
  const place = compilePlace(type, nodes, compiling);
  leafPlaces.set(type, place);
  return place;
}

function compilePlace(type: GraphQLOutputType, nodes: Nodes, compiling: Compiling): Place {
  if (isNonNullType(type)) {
    const { build, plain } = compileType(type.ofType, nodes, compiling);
    return {
      plain,
      build: (value, state) => {
        const built = build(value, state);
        if (built !== null) return built;
        state.issues.push({ kind: 'missing', path: [...state.path] });
        return undefined;
      },
    };
  }
  if (isListType(type)) {
    return { plain: null, build: compileList(compileType(type.ofType, nodes, compiling).build) };
  }
  if (isLeafType(type)) {
    const { read, plain } = compileLeaf(type);
    return {
      plain,
      build: (value, state) => {
        if (value === null || value === undefined) return null;
        return read(value) ?? invalid(state);
      },
    };
  }
  const build = isObjectType(type)
    ? compileObject(type, nodes, compiling)
    : compileAbstract(type, nodes, compiling);
  return { plain: null, build };
}

function compileList(build: Build): Build {
  return (value, state) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) return invalid(state);
    const { path } = state;
    const depth = path.length;
    const { length } = value;
    const built: unknown[] = new Array(length);
    let whole = true;
    for (let i = 0; i < length; i++) {
      path[depth] = i;
      const item = build(value[i], state);
      // The rest is still read: each place with something wrong is reported.
      if (item === undefined) whole = false;
      built[i] = item;
    }
    path.length = depth;
    return whole ? built : null;
  };
}

function compileObject(type: GraphQLObjectType, nodes: Nodes, compiling: Compiling): Build {
  const build = compileFields(type, nodes, compiling);
  return (value, state) => {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'object' || Array.isArray(value)) return invalid(state);
    return build(value as Record<string, unknown>, state);
  };
}

function compileAbstract(type: GraphQLOutputType, nodes: Nodes, compiling: Compiling): Build {
  invariant(isAbstractType(type), 'what is no leaf, list or object is abstract');
  const possible = new Map<unknown, BuildObject | GraphQLObjectType>();
  for (const one of compiling.schema.getPossibleTypes(type)) possible.set(one.name, one);
  const isInterface = (name: unknown): boolean =>
    typeof name === 'string' && isInterfaceType(compiling.schema.getType(name));
  return (value, state) => {
    if (value === null || value === undefined) return null;
    if (typeof value !== 'object' || Array.isArray(value)) return invalid(state);
    const node = value as Record<string, unknown>;
    const name = node['__typename'];
    const known = possible.get(name);
    // An interface object of which nobody knows the type is an entity that is not there.
    if (known === undefined) return isInterface(name) ? null : invalid(state);
    if (!isObjectType(known)) return known(node, state);
    // Types that never come are never compiled.
    const build = compileFields(known, nodes, compiling);
    possible.set(name, build);
    return build(node, state);
  };
}

function compileFields(type: GraphQLObjectType, nodes: Nodes, compiling: Compiling): BuildObject {
  const client = selectFields(selectionSets(nodes.client), type, compiling);
  const fetched =
    compiling.clientKeys.size === 0
      ? client
      : selectFields(selectionSets(nodes.fetched), type, compiling);
  const keys = new Map<string, string>();
  for (const key of fetched.keys()) keys.set(compiling.clientKeys.get(key) ?? key, key);
  const fields = [...client].map(([clientKey, same]): FieldBuilder => {
    const key = keys.get(clientKey) ?? clientKey;
    const below = { client: same, fetched: fetched.get(key) ?? same };
    const name = same[0]?.name.value ?? '';
    const place = isWithheld(type, name, same, compiling)
      ? withheldPlace(type, name)
      : compileField(type, name, below, compiling);
    return { key, clientKey, ...place };
  });
  return compileObjectBuilder(fields);
}

/** A field that is asked several times is shown where it is left in any of these places. */
function isWithheld(
  type: GraphQLObjectType,
  name: string,
  nodes: readonly FieldNode[],
  { withheld }: Compiling,
): boolean {
  if (withheld === null) return false;
  if (name === '__typename' && withheld.types.has(type.name)) return true;
  return nodes.every((node) => withheld.fields.has(node));
}

function withheldPlace(type: GraphQLObjectType, name: string): Place {
  const field = type.getFields()[name];
  if (field !== undefined && !isNonNullType(field.type)) return { plain: null, build: () => null };
  return {
    plain: null,
    build: (_value, { path, issues }) => {
      issues.push({ kind: 'withheld', path: [...path] });
      return undefined;
    },
  };
}

function selectionSets(nodes: Nodes['client']): readonly SelectionSetNode[] {
  return nodes.map(({ selectionSet }) => selectionSet).filter((set) => set !== undefined);
}

function compileField(
  type: GraphQLObjectType,
  name: string,
  nodes: Nodes,
  compiling: Compiling,
): Place {
  if (name === '__typename') return { plain: null, build: () => type.name };
  // Introspection of the root is answered by graphql-js itself: it is taken as it is.
  if (name === '__schema' || name === '__type') {
    return { plain: null, build: (value) => value ?? null };
  }
  const field = type.getFields()[name];
  invariant(field !== undefined, `${type.name}.${name} is in the schema`);
  return compileType(field.type, nodes, compiling);
}

function invalid({ path, issues }: BuildState): null {
  issues.push({ kind: 'invalid', path: [...path] });
  return null;
}
