export { sql } from 'kysely';
export { createContext, maxBatchSize, type SubgraphContext } from './context.ts';
export { readContract } from './contract.ts';
export { decodeCursor, encodeCursor, type Position } from './cursor.ts';
export { type Database, type DatabaseOptions, openDatabase, type Row } from './database.ts';
export {
  defineEntity,
  type EntityDefinition,
  type EntityOptions,
  type Relation,
} from './entity.ts';
export { clientError, SubgraphDefinitionError } from './errors.ts';
export { upsertRows } from './facts.ts';
export { formatId, parseId, type RecordId } from './ids.ts';
export { sqlMigration } from './migrations.ts';
export { snakeCase } from './naming.ts';
export { maxRowsPerStatement, type Page, type PageArguments, pageSize } from './page.ts';
export { DatabaseError, prepareDatabase } from './prepare-database.ts';
export { recordColumns } from './record-columns.ts';
export { runSubgraph } from './run.ts';
export { parseDay, parseInstant } from './scalars.ts';
export {
  defineSeries,
  maxPoints,
  type SeriesArguments,
  type SeriesDefinition,
  type SeriesOptions,
  type SeriesPage,
} from './series.ts';
export { type RunningSubgraph, type ServeOptions, serveSubgraph } from './serve.ts';
export {
  defineSubgraph,
  type HubMode,
  loadPage,
  loadSeries,
  type Subgraph,
  type SubgraphDefinition,
  type TableRows,
} from './subgraph.ts';
export type { Resolver, Resolvers } from './subgraph-schema.ts';
