import {
  buildASTSchema,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  GraphQLScalarType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  parse,
  print,
  responsePathAsArray,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import {
  directiveTexts,
  fieldsOf,
  hasDirective,
  type ParsedSubgraph,
  resolvableKeys,
} from './parsed-subgraph.ts';
import { isOwnKey } from './sdl/federation-1-supergraph.ts';
import { isElsewhere } from './sdl/is-elsewhere.ts';
import { type Instance, mapInstances, type World } from './world.ts';
import { parseFieldSet, possibleTypes } from './world-schema.ts';

/** An object as a subgraph holds it: what the gateway told of it comes with it. */
interface Held {
  readonly instance: Instance;
  readonly representation?: Readonly<Record<string, unknown>>;
  /** Names of external fields that the field which led here provides. */
  readonly provided: SelectionSetNode | undefined;
}

/** What one request does, while it runs. */
export interface SubgraphRun {
  /** What a gateway must never ask of this subgraph. */
  readonly violation: (text: string) => void;
  readonly served: (serving: Serving) => void;
  /** Whether subgraphs fail in this run. */
  readonly faulty: boolean;
  /** Mutations so far, over all subgraphs. */
  readonly turn: () => number;
  /** Where the run is to fail: a path of the response. */
  readonly failAt?: { readonly path: string; readonly code: string | undefined };
}

/** One field of one object in a response. */
export interface Serving {
  readonly path: readonly (string | number)[];
  readonly instance: Instance;
  /** `__typename` stands for none: it is never traced. */
  readonly field: string;
  readonly args: string;
  /** What was resolved: `Instance`s where it is composite. */
  readonly value: unknown;
}

/**
 * A subgraph as federation's subgraph specification has it, over the world: it resolves what it
 * owns, external fields only where it provides them, and computes what has `@requires` from the
 * representation it was given.
 */
export function createSubgraphSchema(
  subgraph: ParsedSubgraph,
  world: World,
  all: readonly ParsedSubgraph[],
): GraphQLSchema {
  const entityNames = [...subgraph.types.values()]
    .filter((type) => type.kind === Kind.OBJECT_TYPE_DEFINITION && hasDirective(type, 'key'))
    .map((type) => type.name.value);
  const schema = buildASTSchema(executableDocument(subgraph, entityNames), {
    assumeValidSDL: true,
    assumeValid: true,
  });
  /** What the subgraph calls the type of an instance: it may know its interface only. */
  const nameOf = (instance: Instance): string =>
    schema.getType(instance.type) === undefined
      ? ([...subgraph.types.values()].find(
          (type) =>
            hasDirective(type, 'interfaceObject') &&
            possibleTypes(subgraph, type.name.value, all).includes(instance.type),
        )?.name.value ?? instance.type)
      : instance.type;

  for (const type of Object.values(schema.getTypeMap())) {
    if (
      type instanceof GraphQLScalarType &&
      !['Int', 'Float', 'String', 'Boolean', 'ID'].includes(type.name)
    ) {
      Object.assign(type, customScalar);
    }
    if (isUnionType(type) || isInterfaceType(type)) {
      type.resolveType = (held: Held) => nameOf(held.instance);
    }
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const root = subgraph.roots.get(type.name);
    for (const field of Object.values(type.getFields())) {
      if (field.name === '_service') field.resolve = () => ({ sdl: subgraph.sdl });
      else if (field.name === '_entities') field.resolve = entitiesResolver(subgraph, world, all);
      else if (type.name !== '_Service') field.resolve = fieldResolver(subgraph, world, root, all);
    }
  }
  return schema;
}

const customScalar = {
  serialize: (value: unknown) => value,
  parseValue: (value: unknown) => value,
  parseLiteral: valueFromASTUntyped,
};

function fieldResolver(
  subgraph: ParsedSubgraph,
  world: World,
  root: 'Query' | 'Mutation' | undefined,
  all: readonly ParsedSubgraph[],
): GraphQLFieldResolver<unknown, SubgraphRun> {
  return (parent, args, run, info) => {
    const definition = fieldsOf(subgraph.types.get(info.parentType.name)).find(
      ({ name }) => name.value === info.fieldName,
    );
    if (definition === undefined) throw new Error('a field of the schema has its definition');
    const held: Held =
      root === undefined
        ? toHeld(parent)
        : {
            instance: world.root(root, root === 'Mutation' ? run.turn() : undefined),
            provided: undefined,
          };
    const place = `${subgraph.name}: ${held.instance.type}.${info.fieldName}`;
    const given = provides(held.provided, info.fieldName, held.instance.type);
    const type = subgraph.types.get(info.parentType.name);
    // Federation 1 calls the keys of what a subgraph extends external.
    const isKey = type !== undefined && isOwnKey(type, definition);
    if (hasDirective(definition, 'external') && !isKey && given === undefined) {
      run.violation(`${place} is external`);
      return null;
    }
    if (isElsewhere(subgraph, info.parentType.name, info.fieldName, all)) {
      run.violation(`${place} is overridden`);
    }
    const path = responsePathAsArray(info.path);
    const worldField = world.schema.field(held.instance.type, info.fieldName);
    if (worldField === undefined) throw new Error(`nobody owns ${place}`);
    const [requires] = directiveTexts(definition, 'requires');
    const needs = requires === undefined ? undefined : parseFieldSet(requires);
    const required = needs === undefined ? undefined : requiredValues(needs, held, world, run);
    if (needs !== undefined && required === undefined) {
      run.violation(`${place} needs a representation with ${requires}`);
    }
    for (const { name } of worldField.fromContext) {
      if (!(name in args)) run.violation(`${place} needs ${name} from its context`);
    }
    const [provided] = directiveTexts(definition, 'provides');
    const passedOn = provided === undefined ? given?.selectionSet : parseFieldSet(provided);
    const value = world.value(held.instance, info.fieldName, args, required);
    run.served({
      path,
      instance: held.instance,
      field: info.fieldName,
      args: world.argumentText(worldField, args),
      value,
    });
    if (run.failAt?.path === JSON.stringify(path)) throw subgraphError(run.failAt.code);
    return mapInstances(value, (instance): Held => ({ instance, provided: passedOn }));
  };
}

function subgraphError(code: string | undefined): GraphQLError {
  return new GraphQLError('password=hunter2 at db.internal', {
    extensions: code === undefined ? {} : { code },
  });
}

function entitiesResolver(
  subgraph: ParsedSubgraph,
  world: World,
  all: readonly ParsedSubgraph[],
): GraphQLFieldResolver<unknown, SubgraphRun> {
  return (_, args, run, info: GraphQLResolveInfo) => {
    const representations: unknown = args['representations'];
    if (!Array.isArray(representations)) throw new Error('representations are a list');
    return representations.map((representation: unknown, index): Held | null => {
      if (!isRecord(representation)) throw new Error('a representation is an object');
      const instance = findEntity(representation, subgraph, world, all);
      if (instance === 'unknown type') {
        run.violation(`${subgraph.name}: ${representation['__typename']} cannot be resolved here`);
        return null;
      }
      if (instance === undefined) return null;
      run.served({
        path: [...responsePathAsArray(info.path), index],
        instance,
        field: '',
        args: '',
        value: instance,
      });
      return { instance, representation, provided: undefined };
    });
  };
}

export function findEntity(
  representation: Readonly<Record<string, unknown>>,
  subgraph: ParsedSubgraph,
  world: World,
  all: readonly ParsedSubgraph[],
): Instance | 'unknown type' | undefined {
  const name = String(representation['__typename']);
  const type = subgraph.types.get(name);
  const keys = type === undefined ? [] : resolvableKeys(type).map(parseFieldSet);
  if (keys.length === 0) return 'unknown type';
  return world.find(possibleTypes(subgraph, name, all), representation, keys);
}

/** The field in a set that a subgraph provides, on whatever type. */
function provides(
  set: SelectionSetNode | undefined,
  name: string,
  type: string,
): FieldNode | undefined {
  for (const node of set?.selections ?? []) {
    if (node.kind === Kind.FIELD && node.name.value === name) return node;
    if (node.kind === Kind.INLINE_FRAGMENT && node.typeCondition?.name.value === type) {
      const found = provides(node.selectionSet, name, type);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** Out of the representation; the subgraph's own where the way here provides all that is needed. */
function requiredValues(
  needs: SelectionSetNode,
  held: Held,
  world: World,
  { faulty }: SubgraphRun,
): unknown {
  const { representation } = held;
  if (representation !== undefined) {
    // While subgraphs fail, what is required may not have come; and an interface object's field may
    // be asked of all types though the client wants it of one.
    const whole = faulty || representation['__typename'] !== held.instance.type;
    if (!whole && !hasAll(representation, needs)) return undefined;
    return pickRequired(representation, needs);
  }
  const own = needs.selections.every(
    (node) =>
      node.kind === Kind.FIELD &&
      provides(held.provided, node.name.value, held.instance.type) !== undefined,
  );
  return own ? world.read(held.instance, needs) : undefined;
}

/** The values that a field set names, out of a representation, in the order of the set. */
function pickRequired(value: Readonly<Record<string, unknown>>, fields: SelectionSetNode): unknown {
  const result: Record<string, unknown> = {};
  const put = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const name = node.typeCondition?.name.value;
        const type = value['__typename'];
        if (name === undefined || name === type) put(node.selectionSet);
        // No type is told: what is there is of the type.
        else if (type === undefined && hasAll(value, node.selectionSet)) put(node.selectionSet);
      } else if (node.kind === Kind.FIELD && node.name.value !== '__typename') {
        const inner = node.selectionSet;
        const found = value[node.name.value];
        result[node.name.value] = inner === undefined ? found : pickEach(found, inner);
      }
    }
  };
  put(fields);
  return result;
}

function hasAll(
  value: Readonly<Record<string, unknown>>,
  { selections }: SelectionSetNode,
): boolean {
  return selections.every((node) => node.kind !== Kind.FIELD || node.name.value in value);
}

function pickEach(value: unknown, fields: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((item) => pickEach(item, fields));
  return isRecord(value) ? pickRequired(value, fields) : value;
}

function toHeld(parent: unknown): Held {
  if (!isHeld(parent)) throw new Error('a parent is held');
  return parent;
}

function isHeld(value: unknown): value is Held {
  return isRecord(value) && 'instance' in value && 'provided' in value;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The SDL as a schema that answers: root types as the subgraph calls them, and federation's fields. */
function executableDocument(subgraph: ParsedSubgraph, entities: readonly string[]): DocumentNode {
  const rootName = (root: string): string =>
    [...subgraph.roots].find(
      ([own, name]) => name === root && (subgraph.types.has(own) || root === 'Query'),
    )?.[0] ?? root;
  const query = rootName('Query');
  const mutation = rootName('Mutation');
  const withKeys = [...subgraph.types.values()].filter(
    (type) => type.kind === Kind.OBJECT_TYPE_DEFINITION && hasDirective(type, 'key'),
  );
  const federation = [
    'scalar _Any type _Service { sdl: String! }',
    withKeys.length === 0 ? '' : `union _Entity = ${entities.join(' | ')}`,
    `extend type ${query} { _service: _Service! ${
      withKeys.length === 0 ? '' : '_entities(representations: [_Any!]!): [_Entity]!'
    } }`,
    `schema { query: ${query} ${subgraph.types.has(mutation) ? `mutation: ${mutation}` : ''} }`,
  ].join('\n');
  const own = [...subgraph.types.values()].map((type) => print(type));
  const hasQuery = subgraph.types.has(query);
  const text = [...own, hasQuery ? federation : federation.replace('extend type', 'type')].join(
    '\n',
  );
  return mergeExtensions(parse(text, { noLocation: true }), query);
}

function mergeExtensions(document: DocumentNode, query: string): DocumentNode {
  const extra = document.definitions.flatMap((definition) =>
    definition.kind === Kind.OBJECT_TYPE_EXTENSION ? (definition.fields ?? []) : [],
  );
  return {
    ...document,
    definitions: document.definitions
      .filter(({ kind }) => kind !== Kind.OBJECT_TYPE_EXTENSION)
      .map((definition) =>
        definition.kind === Kind.OBJECT_TYPE_DEFINITION && definition.name.value === query
          ? { ...definition, fields: [...(definition.fields ?? []), ...extra] }
          : definition,
      ),
  };
}
