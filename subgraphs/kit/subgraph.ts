import type { GraphQLSchema } from 'graphql';
import type { RawBuilder } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { SubgraphContext } from './context.ts';
import { contractModel } from './contract-model.ts';
import type { Row } from './database.ts';
import { bindEntity, type Entity, type EntityDefinition } from './entity.ts';
import { SubgraphDefinitionError } from './errors.ts';
import type { HubMode } from './hub-mode.ts';
import { loadByKey } from './load-by-key.ts';
import { snakeCase } from './naming.ts';
import { compilePager, type Page, type PageArguments } from './page.ts';
import { requestedFields } from './requested-fields.ts';
import { compileSelect } from './selection.ts';
import {
  compileSeries,
  type SeriesArguments,
  type SeriesDefinition,
  type SeriesPage,
} from './series.ts';
import { type Bindings, type EntityBinding, standardResolvers } from './standard-resolvers.ts';
import {
  attachResolvers,
  buildSubgraphSchema,
  type ResolveReference,
  type Resolvers,
} from './subgraph-schema.ts';
import { bindWriting, type WritingDefinition } from './write/bind-writing.ts';

/** Rows by table: columns in snake_case. */
export type TableRows = Readonly<Record<string, Iterable<Row>>>;

export interface SubgraphDefinition {
  /** Name in the supergraph: lower case with hyphens. */
  readonly name: string;
  /** The completed contract, from `readContract`. */
  readonly contract: string;
  /** In order of their names; a released one never changes. */
  readonly migrations: Readonly<Record<string, Migration>>;
  readonly entities: readonly EntityDefinition[];
  readonly series?: readonly SeriesDefinition[];
  /** Fields that have no standard form. */
  readonly resolvers?: Resolvers<SubgraphContext>;
  /** Rows that belong to the subgraph itself, brought up to date at every start. */
  readonly facts?: (mode: HubMode) => TableRows;
  /** Rows to begin with, written where they are missing and never over what is there. */
  readonly seeds?: (mode: HubMode) => TableRows;
  /** How records are written, and what mutations there are besides. */
  readonly writing?: WritingDefinition;
}

/** A subgraph that is ready to be served over a database. */
export interface Subgraph {
  readonly definition: SubgraphDefinition;
  readonly schema: GraphQLSchema;
  readonly entities: ReadonlyMap<string, Entity>;
}

/**
 * Builds a subgraph from its contract and what stands behind it.
 *
 * Checks the whole contract at once: a field that nothing answers, a relation that is ambiguous or
 * a filter that reads no field is an error here, never at a request.
 *
 * @throws SubgraphDefinitionError that names the field and what to do
 */
export function defineSubgraph(definition: SubgraphDefinition): Subgraph {
  const schema = buildSubgraphSchema(definition.contract);
  const model = contractModel(schema);
  const entities = new Map<string, EntityBinding>();
  const plain = definition.entities.map((one) => bindEntity(one, model, schema));
  const writing = bindWriting(
    definition.writing ?? {},
    new Map(plain.map((entity) => [entity.type, entity])),
    schema,
  );
  for (const one of plain) {
    const entity = { ...one, writers: writing.writers.get(one.type) ?? null };
    const needs: EntityBinding['needs'] = new Map();
    const select = compileSelect(entity, needs);
    const pager = compilePager(entity, schema, select);
    entities.set(entity.type, { entity, needs, select, pager });
  }
  const series = new Map<
    string,
    Bindings['series'] extends ReadonlyMap<string, infer S> ? S : never
  >();
  for (const one of definition.series ?? []) {
    const counted = entities.get(one.options.entity)?.entity;
    if (counted === undefined) {
      throw new SubgraphDefinitionError(`${one.type}: ${one.options.entity} is no entity.`);
    }
    const relations = { ...counted.options.relations, ...one.options.relations };
    const entity = { ...counted, options: { ...counted.options, relations } };
    series.set(one.type, { entity, reader: compileSeries(one, entity, schema) });
  }
  const given = definition.resolvers ?? {};
  const standard = standardResolvers({ schema, model, entities, series, writing }, given);
  const resolveReference: ResolveReference<SubgraphContext> = (representation, context, info) => {
    const type = String(representation['__typename']);
    const binding = entities.get(type);
    if (binding !== undefined) {
      const { entity, select } = binding;
      const selection = select(requestedFields(info, false));
      return loadByKey(entity, representation[entity.key.field], selection, context);
    }
    if (model.get(type)?.key == null) {
      return new SubgraphDefinitionError(`${type} is no entity of ${definition.name}.`);
    }
    // Another subgraph's entity: what the gateway sent is all that is needed to extend it.
    return stub(representation);
  };
  attachResolvers(schema, definition.contract, standard, resolveReference);
  attachResolvers(schema, definition.contract, given, resolveReference);
  bound.set(schema, { entities, series });
  return {
    definition,
    schema,
    entities: new Map([...entities].map(([type, { entity }]) => [type, entity])),
  };
}

function stub(representation: Row): Row {
  const row: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(representation)) {
    row[field === '__typename' ? field : snakeCase(field)] = value;
  }
  return row;
}

const bound = new WeakMap<GraphQLSchema, Pick<Bindings, 'entities' | 'series'>>();

/** A page of an entity's list for a resolver of the subgraph's own; `where` is SQL over `t`. */
export function loadPage(
  schema: GraphQLSchema,
  entity: string,
  args: PageArguments,
  context: SubgraphContext,
  where?: RawBuilder<unknown>,
): Promise<Page> {
  const pager = bound.get(schema)?.entities.get(entity)?.pager;
  if (pager === undefined) throw new SubgraphDefinitionError(`${entity} is no entity.`);
  return pager.root({ args, context, requested: null }, where);
}

/** A series for a resolver of the subgraph's own; `where` is SQL over the rows `t`. */
export function loadSeries(
  schema: GraphQLSchema,
  type: string,
  args: SeriesArguments,
  context: SubgraphContext,
  where?: RawBuilder<unknown>,
): Promise<SeriesPage> {
  const series = bound.get(schema)?.series.get(type);
  if (series === undefined) throw new SubgraphDefinitionError(`${type} is no series.`);
  return series.reader.root(args, context, where);
}
