import {
  createContext,
  type HubMode,
  openDatabase,
  openServingDatabase,
  prepareDatabase,
  type Subgraph,
  type SubgraphContext,
  type TableRows,
  upsertRows,
  type Visibility,
} from '@entente/kit';
import {
  type DocumentNode,
  execute as executeDocument,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  parse,
  validate,
} from 'graphql';
import { createTestDatabase } from './database.ts';

/** Asks a subgraph, operation by operation. */
export interface Asker {
  /** Runs one operation as one request; throws where the answer has errors. */
  readonly query: <Data>(source: string, variables?: Record<string, unknown>) => Promise<Data>;
  /** Runs one operation as one request and gives the whole answer. */
  readonly execute: (
    source: string,
    variables?: Record<string, unknown>,
  ) => Promise<{
    readonly data: unknown;
    readonly errors: readonly { readonly message: string; readonly code: unknown }[];
  }>;
  /** The same, as it would stand in the body of an answer over HTTP. */
  readonly answer: (
    source: string,
    variables?: Record<string, unknown>,
  ) => Promise<FormattedExecutionResult>;
}

/** A subgraph over a database of its own in a real PostgreSQL; itself, it asks as if it were open. */
export interface TestSubgraph extends Asker {
  /** Asks with the rights of the serving role, as the kit does for an assertion. */
  readonly as: (visibility: Visibility) => Asker;
  /** SQL statements sent by the operations since the last call. */
  readonly statements: () => readonly string[];
  /** Writes rows (columns in snake_case; record columns left out get their defaults). */
  readonly load: (rows: TableRows) => Promise<void>;
  readonly url: string;
  readonly close: () => Promise<void>;
}

export async function openTestSubgraph(
  subgraph: Subgraph,
  mode: HubMode = 'exercise',
): Promise<TestSubgraph> {
  const database = await createTestDatabase();
  const rights = await prepareDatabase(subgraph, database.url, mode);
  const sent: string[] = [];
  const watched = { onStatement: (statement: string) => void sent.push(statement) };
  const db = openDatabase(database.url, watched);
  const serving = openServingDatabase(database.url, rights, watched);
  const run = runner(subgraph.schema);
  return {
    ...asker(run, () => createContext(db)),
    as: (visibility) => asker(run, () => createContext(serving.as(visibility), visibility)),
    statements: () => sent.splice(0),
    load: async (rows) => {
      await db.transaction().execute(async (transaction) => {
        for (const [table, one] of Object.entries(rows)) await upsertRows(transaction, table, one);
      });
      sent.length = 0;
    },
    url: database.url,
    close: async () => {
      await Promise.all([db.destroy(), serving.close()]);
      await database.drop();
    },
  };
}

type Run = (
  source: string,
  variableValues: Record<string, unknown>,
  contextValue: SubgraphContext,
) => Promise<unknown>;

/** Runs operations; the text of one is parsed and validated once, however often it is asked. */
function runner(schema: GraphQLSchema): Run {
  const known = new Map<string, DocumentNode | readonly GraphQLError[]>();
  const prepare = (source: string): DocumentNode | readonly GraphQLError[] => {
    try {
      const document = parse(source);
      const errors = validate(schema, document);
      return errors.length === 0 ? document : errors;
    } catch (error) {
      if (error instanceof GraphQLError) return [error];
      throw error;
    }
  };
  return async (source, variableValues, contextValue) => {
    const prepared = known.get(source) ?? prepare(source);
    known.set(source, prepared);
    if (!('kind' in prepared)) return { errors: prepared };
    return executeDocument({ schema, document: prepared, variableValues, contextValue });
  };
}

function asker(run: Run, contextOf: () => SubgraphContext): Asker {
  const answer: Asker['answer'] = async (source, variables = {}) => {
    const result = await run(source, variables, contextOf());
    // Plain objects, as they would arrive over HTTP.
    return JSON.parse(JSON.stringify(result));
  };
  const execute: Asker['execute'] = async (source, variables) => {
    const { data = null, errors = [] } = await answer(source, variables);
    return {
      data,
      errors: errors.map(({ message, extensions }) => ({ message, code: extensions?.['code'] })),
    };
  };
  return {
    answer,
    execute,
    query: async <Data>(source: string, variables?: Record<string, unknown>) => {
      const { data, errors } = await execute(source, variables);
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
      return data as Data;
    },
  };
}

/** A partner that asks for coordination, under the agreement of the tests' rows. */
export function visibilityOf(partner: string, more: Partial<Visibility> = {}): Visibility {
  return {
    partner,
    roles: ['analyst'],
    groups: partner === 'PUBLIC' ? ['PUBLIC'] : ['PARTNERS', 'PUBLIC'],
    clearances: [],
    purpose: 'COORDINATION',
    policyVersion: 1,
    agreements: [{ id: 'EXERCISE-1', types: null }],
    subject: null,
    ...more,
  };
}

/** The record columns of a test's row: valid, marked for everyone, of partner XAA unless said. */
export function recordRow(id: string, more: Readonly<Record<string, unknown>> = {}) {
  const at = '2026-01-01T00:00:00.000000Z';
  const [owner = 'XAA'] = id.split(':');
  return {
    id,
    owner_code: owner,
    marking_policy_id: 'EXERCISE-1',
    marking_classification: 'UNCLASSIFIED',
    marking_sensitivity: 'LOW',
    marking_tlp: 'GREEN',
    marking_originator: owner,
    marking_releasable_to: ['PUBLIC'],
    marking_excluded: [],
    marking_purposes: ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'],
    marking_created_at: at,
    source_id: null,
    observed_at: at,
    as_of: at,
    valid_until: null,
    revision: 1,
    exercise: true,
    ...more,
  };
}
