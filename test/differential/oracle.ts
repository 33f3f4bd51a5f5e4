import {
  buildASTSchema,
  type DocumentNode,
  execute,
  GraphQLScalarType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
  parse,
  printSchema,
  responsePathAsArray,
  valueFromASTUntyped,
} from 'graphql';
import { type Instance, isInstance, type World } from './world.ts';

/** A field that the client selected, at one place of the answer. */
export interface SelectedField {
  readonly path: Path;
  readonly parent: Instance;
  readonly field: string;
  readonly args: string;
}

export interface OracleAnswer {
  readonly data: unknown;
  readonly selected: readonly SelectedField[];
  /** Where objects of the world stand in the answer. */
  readonly places: ReadonlyMap<Instance, readonly Path[]>;
}

export type Path = readonly (string | number)[];

export interface Oracle {
  /** What the clients see, with resolvers over the world. */
  readonly schema: GraphQLSchema;
  readonly answer: (
    document: DocumentNode,
    variables: Readonly<Record<string, unknown>>,
    operationName: string | undefined,
  ) => Promise<OracleAnswer>;
}

interface OracleRun {
  turn: number;
  readonly selected: SelectedField[];
  readonly places: Map<Instance, Path[]>;
}

/** One ordinary graphql-js schema over the whole world: what federation must look like. */
export function createOracle(apiSchema: GraphQLSchema, world: World): Oracle {
  const schema = buildASTSchema(parse(printSchema(apiSchema)));
  for (const type of Object.values(schema.getTypeMap())) {
    if (type instanceof GraphQLScalarType && !isSpecifiedScalarType(type)) {
      type.serialize = (value: unknown) => value;
      type.parseValue = (value: unknown) => value;
      type.parseLiteral = valueFromASTUntyped;
    }
    if (isUnionType(type) || isInterfaceType(type))
      type.resolveType = ({ type: name }: Instance) => name;
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const root = type.name === 'Query' || type.name === 'Mutation' ? type.name : undefined;
    for (const field of Object.values(type.getFields())) {
      field.resolve = (parent: unknown, args: Record<string, unknown>, run: OracleRun, info) => {
        const turn = root === 'Mutation' ? run.turn++ : undefined;
        const instance = root === undefined ? parent : world.root(root, turn);
        if (!isInstance(instance)) throw new Error('a parent is an instance');
        const worldField = world.schema.field(instance.type, field.name);
        if (worldField === undefined) throw new Error(`nobody owns ${instance.type}.${field.name}`);
        const path = responsePathAsArray(info.path);
        if (root !== undefined) run.places.set(instance, [[]]);
        run.selected.push({
          path,
          parent: instance,
          field: field.name,
          args: world.argumentText(worldField, args),
        });
        const value = world.value(instance, field.name, args);
        place(run.places, value, path);
        return value;
      };
    }
  }
  return {
    schema,
    answer: async (document, variables, operationName) => {
      const run: OracleRun = { turn: 0, selected: [], places: new Map() };
      const { data, errors } = await execute({
        schema,
        document,
        variableValues: variables,
        operationName,
        contextValue: run,
      });
      if (errors !== undefined) throw new Error(`the oracle fails: ${errors[0]?.stack}`);
      const { selected, places } = run;
      return { data: JSON.parse(JSON.stringify(data)), selected, places };
    },
  };
}

function place(places: Map<Instance, Path[]>, value: unknown, path: Path): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) place(places, item, [...path, index]);
  } else if (isInstance(value)) {
    const known = places.get(value) ?? [];
    places.set(value, [...known, path]);
  }
}
