import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { collectFields } from './collect-fields.ts';
import {
  type Delivered,
  type Deliveries,
  type ExpectedError,
  type Layout,
  Unclear,
} from './deliveries.ts';
import type { Path, SelectedField } from './oracle.ts';
import { isRecord } from './subgraph-schema.ts';
import { type Instance, isInstance, mapInstances, type World } from './world.ts';

export interface ExpectedAnswer extends Layout {
  readonly data: unknown;
  readonly errors: readonly ExpectedError[];
}

/** What docs/federated-nulling.md says, applied to what the subgraphs really sent. */
export function expectAnswer({
  schema,
  world,
  document,
  operation,
  variables,
  deliveries,
}: {
  readonly schema: GraphQLSchema;
  readonly world: World;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  /** With the defaults of the operation. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly deliveries: Deliveries;
}): ExpectedAnswer {
  const places = new Map<Instance, Path[]>();
  const selected: SelectedField[] = [];
  const errors: ExpectedError[] = [...deliveries.errors];
  const accounted: Path[] = [...deliveries.covers];
  const invalid = (path: Path): null => {
    errors.push({ path, code: 'INVALID_SUBGRAPH_VALUE' });
    accounted.push(path);
    return null;
  };

  /** The value, null, or undefined where what holds it must be null. */
  const complete = (
    type: GraphQLOutputType,
    raws: readonly unknown[],
    truth: unknown,
    nodes: readonly FieldNode[],
    path: Path,
  ): unknown => {
    if (isNonNullType(type)) {
      const value = complete(type.ofType, raws, truth, nodes, path);
      if (value !== null) return value;
      if (!accounted.some((one) => related(one, path))) invalid(path);
      return undefined;
    }
    const present = raws.filter((raw) => raw !== null && raw !== undefined);
    const [raw] = present;
    if (raw === undefined) return null;
    if (isLeafType(type)) {
      if (present.some((other) => JSON.stringify(other) !== JSON.stringify(raw)))
        throw new Unclear();
      return fits(type, raw) ? asAnswered(type.name, raw) : invalid(path);
    }
    if (isListType(type)) {
      const lists = present.filter((one) => Array.isArray(one));
      if (lists.length === 0 && present.length === 1) return invalid(path);
      if (lists.length < present.length) throw new Unclear();
      if (!Array.isArray(truth)) throw new Unclear();
      if (lists.some(({ length }) => length !== truth.length)) throw new Unclear();
      const items = truth.map((item: unknown, index) =>
        complete(
          type.ofType,
          lists.map((list) => list[index]),
          item,
          nodes,
          [...path, index],
        ),
      );
      return items.includes(undefined) ? null : items;
    }
    const objects = present.filter(isRecord);
    if (objects.length === 0 && present.length === 1) return invalid(path);
    if (objects.length < present.length || !isInstance(truth)) throw new Unclear();
    const runtime = schema.getType(truth.type);
    if (!isObjectType(runtime)) throw new Error(`${truth.type} is an object type`);
    if (deliveries.badTypename(truth, objects)) {
      if (objects.length > 1) throw new Unclear();
      return invalid(path);
    }
    return object(runtime, truth, subSelections(nodes), path);
  };

  const object = (
    type: GraphQLObjectType,
    instance: Instance,
    sets: readonly SelectionSetNode[],
    path: Path,
    turns?: () => number,
  ): Record<string, unknown> | null => {
    const result: Record<string, unknown> = {};
    let whole = true;
    places.set(instance, [...(places.get(instance) ?? []), path]);
    for (const [key, nodes] of collectFields(schema, document, variables, type, sets)) {
      const [node] = nodes;
      if (node === undefined) continue;
      const name = node.name.value;
      if (name.startsWith('__')) {
        result[key] = name === '__typename' ? type.name : introspected;
        continue;
      }
      const field = type.getFields()[name];
      const parent = turns === undefined ? instance : world.root('Mutation', turns());
      const worldField = world.schema.field(parent.type, name);
      if (field === undefined || worldField === undefined) throw new Error(`no field ${name}`);
      const args = getArgumentValues(field, node, { ...variables });
      const text = world.argumentText(worldField, args);
      selected.push({ path: [...path, key], parent, field: name, args: text });
      const delivered = deliveries.valuesOf(parent, name, text, key);
      const resolved = resolvedValue(delivered);
      const raws = delivered.map(({ raw }) => raw);
      const value = complete(field.type, raws, resolved, nodes, [...path, key]);
      if (value === undefined) whole = false;
      result[key] = value;
    }
    return whole ? result : null;
  };

  let turn = 0;
  const isMutation = operation.operation === 'mutation';
  const root = isMutation ? schema.getMutationType() : schema.getQueryType();
  if (root == null) throw new Error('the operation has a root type');
  const data = object(
    root,
    world.root(isMutation ? 'Mutation' : 'Query'),
    [operation.selectionSet],
    [],
    isMutation ? () => turn++ : undefined,
  );
  return { data, errors, places, selected };
}

/** Stands for what introspection answers: the caller takes it from the oracle. */
export const introspected = Symbol('introspected');

/** What the subgraphs resolved, where all of them did the same. */
function resolvedValue(delivered: readonly Delivered[]): unknown {
  const [first, ...rest] = delivered;
  const textOf = (value: unknown): string | undefined =>
    JSON.stringify(mapInstances(value, ({ type, key }) => `${type}|${key}`));
  if (rest.some(({ value }) => textOf(value) !== textOf(first?.value))) throw new Unclear();
  return first?.value;
}

function subSelections(nodes: readonly FieldNode[]): SelectionSetNode[] {
  return nodes.flatMap(({ selectionSet }) => (selectionSet === undefined ? [] : [selectionSet]));
}

/** True where one place is the other or lies below it. */
function related(one: Path, other: Path): boolean {
  const length = Math.min(one.length, other.length);
  return JSON.stringify(one.slice(0, length)) === JSON.stringify(other.slice(0, length));
}

function fits(type: GraphQLOutputType & { readonly name: string }, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) != null;
  switch (type.name) {
    case 'Int':
      return Number.isInteger(value) && Math.abs(Number(value)) <= 2 ** 31 - 1;
    case 'Float':
      return typeof value === 'number';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'String':
      return typeof value === 'string';
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value);
    default:
      return true;
  }
}

function asAnswered(name: string, value: unknown): unknown {
  return name === 'ID' ? String(value) : value;
}
