import type { GraphQLSchema } from 'graphql';
import type { SubgraphContext } from './context.ts';
import type { ContractModel, FieldModel, TypeModel } from './contract-model.ts';
import type { Row } from './database.ts';
import type { Entity } from './entity.ts';
import { SubgraphDefinitionError } from './errors.ts';
import { loadByKey } from './load-by-key.ts';
import { markingOf } from './marking.ts';
import { snakeCase } from './naming.ts';
import type { PageArguments, Pager } from './page.ts';
import { compileParents } from './parents.ts';
import type { SeriesArguments, SeriesReader } from './series.ts';
import type { Resolver, Resolvers } from './subgraph-schema.ts';

/** What the standard form answers with: everything compiled once per subgraph. */
export interface Bindings {
  readonly schema: GraphQLSchema;
  readonly model: ContractModel;
  readonly entities: ReadonlyMap<string, Entity>;
  readonly pagers: ReadonlyMap<string, Pager>;
  readonly series: ReadonlyMap<string, { readonly entity: Entity; readonly reader: SeriesReader }>;
}

type FieldResolver = Resolver<SubgraphContext>;

/**
 * Resolvers for every field of the contract that has the standard form.
 *
 * @param given fields that the subgraph answers itself
 * @throws SubgraphDefinitionError for a field that neither answers
 */
export function standardResolvers(
  bindings: Bindings,
  given: Resolvers<SubgraphContext>,
): Resolvers<SubgraphContext> {
  const resolvers: Record<string, Record<string, FieldResolver>> = {};
  for (const type of bindings.model.values()) {
    // Pages come ready from the pager.
    if (/(Connection|Edge)$/.test(type.name)) continue;
    const fields: Record<string, FieldResolver> = {};
    for (const field of type.fields.values()) {
      if (given[type.name]?.[field.name] !== undefined) continue;
      const resolver =
        type.name === 'Query'
          ? rootResolver(field, bindings)
          : fieldResolver(type, field, bindings);
      if (resolver !== null) fields[field.name] = resolver;
    }
    resolvers[type.name] = fields;
  }
  return resolvers;
}

function rootResolver(field: FieldModel, bindings: Bindings): FieldResolver {
  if (field.kind === 'connection') {
    const pager = bindings.pagers.get(field.type);
    if (pager !== undefined) {
      return (_root, args: PageArguments, context) => pager.root(args, context);
    }
  }
  if (field.kind === 'series') {
    const series = bindings.series.get(field.type);
    if (series !== undefined) {
      return (_root, args: SeriesArguments, context) => series.reader.root(args, context);
    }
  }
  if (field.kind === 'reference' && !field.list) {
    const entity = bindings.entities.get(field.type);
    const args = bindings.schema.getQueryType()?.getFields()[field.name]?.args ?? [];
    if (entity !== undefined && args.length === 1 && args[0]?.name === entity.key.field) {
      const { field: key } = entity.key;
      return (_root, given: Row, context) => loadByKey(entity, given[key], context);
    }
  }
  throw new SubgraphDefinitionError(
    `Query.${field.name}: no entity or series of this subgraph answers it. Define one, or give a resolver.`,
  );
}

function fieldResolver(
  type: TypeModel,
  field: FieldModel,
  bindings: Bindings,
): FieldResolver | null {
  // Entities, own and others', stand as rows in snake_case; parts and points as the contract says.
  const isRow = type.key !== null;
  switch (field.kind) {
    case 'marking':
      return (row: Row) => markingOf(row);
    case 'column':
    case 'part': {
      const { column } = field;
      return isRow && column !== field.name ? (row: Row) => row[column] : null;
    }
    case 'reference':
      return referenceResolver(field, isRow ? field.column : field.name, bindings);
    case 'connection':
      return connectionResolver(type, field.name, field.type, bindings);
    case 'series':
      return seriesResolver(type, field.name, field.type, bindings);
  }
}

function referenceResolver(
  field: FieldModel & { kind: 'reference' },
  column: string,
  { entities }: Bindings,
): FieldResolver {
  const entity = entities.get(field.type);
  const keyColumn = snakeCase(field.key);
  const one = (value: unknown, context: SubgraphContext) => {
    if (value === null || value === undefined) return null;
    if (entity !== undefined) return loadByKey(entity, value, context);
    return { __typename: field.type, [keyColumn]: value };
  };
  if (field.list) {
    return (row: Row, _args, context) =>
      ((row[column] ?? []) as readonly unknown[]).map((value) => one(value, context));
  }
  return (row: Row, _args, context) => one(row[column], context);
}

function connectionResolver(
  type: TypeModel,
  name: string,
  entityType: string,
  bindings: Bindings,
): FieldResolver {
  const entity = bindings.entities.get(entityType);
  const pager = bindings.pagers.get(entityType);
  if (entity === undefined || pager === undefined) {
    throw new SubgraphDefinitionError(
      `${type.name}.${name}: ${entityType} is no entity of this subgraph. Define it, or give a resolver.`,
    );
  }
  const parents = compileParents(entity, type, name);
  const path = `${type.name}.${name}`;
  return (row: Row, args: PageArguments, context) =>
    pager.ofParent(path, parents, row, args, context);
}

function seriesResolver(
  type: TypeModel,
  name: string,
  seriesType: string,
  bindings: Bindings,
): FieldResolver {
  const series = bindings.series.get(seriesType);
  if (series === undefined) {
    throw new SubgraphDefinitionError(
      `${type.name}.${name}: ${seriesType} is not defined. Use defineSeries, or give a resolver.`,
    );
  }
  const parents = compileParents(series.entity, type, name);
  const path = `${type.name}.${name}`;
  return (row: Row, args: SeriesArguments, context) =>
    series.reader.ofParent(path, parents, row, args, context);
}
