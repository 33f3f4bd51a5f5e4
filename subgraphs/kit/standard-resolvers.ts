import { type GraphQLResolveInfo, type GraphQLSchema, isObjectType } from 'graphql';
import { type ReleaseTerms, releaseField, writeReleaseText } from '../../lib/release-text.ts';
import type { SubgraphContext } from './context.ts';
import type { ContractModel, FieldModel, TypeModel } from './contract-model.ts';
import type { Row } from './database.ts';
import type { Entity } from './entity.ts';
import { SubgraphDefinitionError } from './errors.ts';
import { loadByKey } from './load-by-key.ts';
import { markingOf } from './marking.ts';
import { markingMutation } from './marking-mutations.ts';
import { snakeCase } from './naming.ts';
import type { PageArguments, Pager } from './page.ts';
import { compileParents } from './parents.ts';
import { requestedFields } from './requested-fields.ts';
import type { Select } from './selection.ts';
import type { SeriesArguments, SeriesReader } from './series.ts';
import type { Resolver, Resolvers } from './subgraph-schema.ts';
import type { Writing } from './write/bind-writing.ts';

/** An entity with what reads it. */
export interface EntityBinding {
  readonly entity: Entity;
  readonly pager: Pager;
  readonly select: Select;
  /** What `select` was compiled with; filled here, where it is known which field reads what. */
  readonly needs: Map<string, readonly string[] | null>;
}

/** What the standard form answers with: everything compiled once per subgraph. */
export interface Bindings {
  readonly schema: GraphQLSchema;
  readonly model: ContractModel;
  readonly entities: ReadonlyMap<string, EntityBinding>;
  readonly series: ReadonlyMap<string, { readonly entity: Entity; readonly reader: SeriesReader }>;
  readonly writing: Writing;
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
    const needs = bindings.entities.get(type.name)?.needs;
    for (const field of type.fields.values()) {
      if (given[type.name]?.[field.name] !== undefined) {
        needs?.set(field.name, null);
        continue;
      }
      const resolver = resolverOf(type, field, bindings);
      if (resolver !== null) fields[field.name] = resolver;
    }
    const declared = bindings.schema.getType(type.name);
    if (isObjectType(declared) && releaseField in declared.getFields()) {
      needs?.set(releaseField, ['marking']);
      fields[releaseField] = releaseText;
    }
    resolvers[type.name] = fields;
  }
  return resolvers;
}

/** A record's marking as one text, for gateways; null where it has none. */
function releaseText(row: Row): string | null {
  const marking = markingOf(row);
  return marking === null ? null : writeReleaseText(marking as Row & ReleaseTerms);
}

function resolverOf(type: TypeModel, field: FieldModel, bindings: Bindings): FieldResolver | null {
  if (type.name === 'Query') return rootResolver(field, bindings);
  if (type.name !== 'Mutation') return fieldResolver(type, field, bindings);
  const written = bindings.writing.mutations.get(field.name);
  if (written !== undefined) return written;
  const entities = new Map([...bindings.entities].map(([name, { entity }]) => [name, entity]));
  return markingMutation(field.name, entities);
}

function rootResolver(field: FieldModel, bindings: Bindings): FieldResolver {
  if (field.kind === 'connection') {
    const pager = bindings.entities.get(field.type)?.pager;
    if (pager !== undefined) {
      return (_root, args: PageArguments, context, info) =>
        pager.root({ args, context, requested: requestedFields(info, true) });
    }
  }
  if (field.kind === 'series') {
    const series = bindings.series.get(field.type);
    if (series !== undefined) {
      return (_root, args: SeriesArguments, context) => series.reader.root(args, context);
    }
  }
  if (field.kind === 'reference' && !field.list) {
    const binding = bindings.entities.get(field.type);
    const args = bindings.schema.getQueryType()?.getFields()[field.name]?.args ?? [];
    const key = binding?.entity.key.field;
    if (binding !== undefined && key !== undefined && args.length === 1 && args[0]?.name === key) {
      const { entity, select } = binding;
      return (_root, given: Row, context, info) =>
        loadByKey(entity, given[key], select(requestedFields(info, false)), context);
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
    case 'trail':
      return trailResolver(type, field.name, bindings);
    case 'reference':
      return referenceResolver(field, isRow ? field.column : field.name, bindings);
    case 'connection':
      return connectionResolver(type, field.name, field.type, bindings);
    case 'series':
      return seriesResolver(type, field.name, field.type, bindings);
  }
}

function trailResolver(
  type: TypeModel,
  name: 'allowedTransitions' | 'history' | 'revisions',
  { entities, writing }: Bindings,
): FieldResolver {
  const binding = entities.get(type.name);
  const field = binding && writing.trailField(binding.entity, name);
  if (binding === undefined || field == null) {
    throw new SubgraphDefinitionError(
      `${type.name}.${name}: nothing answers it. Declare the writes of ${type.name} with defineWrites.`,
    );
  }
  binding.needs.set(name, field.needs);
  return field.resolver;
}

function referenceResolver(
  field: FieldModel & { kind: 'reference' },
  column: string,
  { entities }: Bindings,
): FieldResolver {
  const binding = entities.get(field.type);
  const keyColumn = snakeCase(field.key);
  const one = (value: unknown, context: SubgraphContext, info: GraphQLResolveInfo) => {
    if (value === null || value === undefined) return null;
    if (binding === undefined) return { __typename: field.type, [keyColumn]: value };
    const selection = binding.select(requestedFields(info, false));
    return loadByKey(binding.entity, value, selection, context);
  };
  if (field.list) {
    return (row: Row, _args, context, info) =>
      ((row[column] ?? []) as readonly unknown[]).map((value) => one(value, context, info));
  }
  return (row: Row, _args, context, info) => one(row[column], context, info);
}

function connectionResolver(
  type: TypeModel,
  name: string,
  entityType: string,
  bindings: Bindings,
): FieldResolver {
  const binding = bindings.entities.get(entityType);
  if (binding === undefined) {
    throw new SubgraphDefinitionError(
      `${type.name}.${name}: ${entityType} is no entity of this subgraph. Define it, or give a resolver.`,
    );
  }
  const { entity, pager } = binding;
  const parents = compileParents(entity, type, name);
  bindings.entities.get(type.name)?.needs.set(name, parents.reads);
  const path = `${type.name}.${name}`;
  return (row: Row, args: PageArguments, context, info) =>
    pager.ofParent(path, parents, row, { args, context, requested: requestedFields(info, true) });
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
  bindings.entities.get(type.name)?.needs.set(name, parents.reads);
  const path = `${type.name}.${name}`;
  return (row: Row, args: SeriesArguments, context) =>
    series.reader.ofParent(path, parents, row, args, context);
}
