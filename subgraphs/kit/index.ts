export { sql } from 'kysely';
export { type Access, type Gate, type GateOptions, openGate } from './access.ts';
export {
  type AssertionOptions,
  assertionHeader,
  assertionTimes,
  createAssertionVerifier,
  maxVerified,
  type VerifyAssertion,
} from './assertion.ts';
export { createContext, maxBatchSize, type SubgraphContext } from './context.ts';
export { readContract } from './contract.ts';
export { decodeCursor, encodeCursor, type Position } from './cursor.ts';
export { type Database, type DatabaseOptions, openDatabase, type Row } from './database.ts';
export {
  defineEntity,
  type Embargo,
  type EntityDefinition,
  type EntityOptions,
  type Relation,
} from './entity.ts';
export { clientError, DatabaseError, SubgraphDefinitionError } from './errors.ts';
export { upsertRows } from './facts.ts';
export { hubKeys, keyTimes } from './hub-keys.ts';
export type { HubMode } from './hub-mode.ts';
export { formatId, idType, parseId, type RecordId } from './ids.ts';
export { type MarkingInput, markingInputOf } from './marking-input.ts';
export { sqlMigration } from './migrations.ts';
export { snakeCase } from './naming.ts';
export { maxRowsPerStatement, type Page, type PageArguments, pageSize } from './page.ts';
export { prepareDatabase } from './prepare-database.ts';
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
  openServingDatabase,
  type ServingDatabase,
  type ServingRights,
} from './serving-database.ts';
export {
  defineSubgraph,
  loadPage,
  loadSeries,
  type Subgraph,
  type SubgraphDefinition,
  type TableRows,
} from './subgraph.ts';
export type { Resolver, Resolvers } from './subgraph-schema.ts';
export { suppressionThreshold, tooFew } from './suppression.ts';
export type { AgreementInForce, Visibility } from './visibility.ts';
export { settingsOf, visibilitySettings } from './visibility-settings.ts';
export type { WritingDefinition } from './write/bind-writing.ts';
export { maxMembers, maxText } from './write/check-values.ts';
export {
  defineMutation,
  type MutationDefinition,
  type MutationOptions,
} from './write/define-mutation.ts';
export {
  type Check,
  type Checked,
  defineWrites,
  type Limit,
  type Making,
  type Problem,
  type WritesDefinition,
  type WritesOptions,
} from './write/define-writes.ts';
export { idempotency } from './write/idempotency.ts';
export { mermaid } from './write/mermaid.ts';
export { findPersonalData, type PersonalData } from './write/personal-data.ts';
export { notFound, refusal } from './write/refusal.ts';
export { maxBulkRows } from './write/standard-writes.ts';
export {
  defineStates,
  type Lapse,
  now,
  type Party,
  rolesOf,
  type StateMachine,
  type StatesOptions,
  statesOf,
  type Taken,
  type Transition,
  type Values,
  type Who,
} from './write/states.ts';
export { maxSteps } from './write/trail-fields.ts';
export type { LockedRecord, WriteContext } from './write/write-context.ts';
export type { Territory } from './write/write-rules.ts';
