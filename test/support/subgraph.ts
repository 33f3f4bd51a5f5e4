import {
  createContext,
  type HubMode,
  openDatabase,
  prepareDatabase,
  type Subgraph,
  type TableRows,
  upsertRows,
} from '@entente/kit';
import { graphql } from 'graphql';
import { createTestDatabase } from './database.ts';

/** A subgraph over a database of its own in a real PostgreSQL. */
export interface TestSubgraph {
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
  await prepareDatabase(subgraph, database.url, mode);
  const sent: string[] = [];
  const db = openDatabase(database.url, { onStatement: (statement) => sent.push(statement) });
  const execute: TestSubgraph['execute'] = async (source, variables = {}) => {
    const result = await graphql({
      schema: subgraph.schema,
      source,
      variableValues: variables,
      contextValue: createContext(db),
    });
    const errors = (result.errors ?? []).map(({ message, extensions }) => ({
      message,
      code: extensions['code'],
    }));
    // Plain objects, as they would arrive over HTTP.
    return { data: JSON.parse(JSON.stringify(result.data ?? null)), errors };
  };
  return {
    execute,
    query: async <Data>(source: string, variables?: Record<string, unknown>) => {
      const { data, errors } = await execute(source, variables);
      if (errors.length > 0) throw new Error(JSON.stringify(errors));
      return data as Data;
    },
    statements: () => sent.splice(0),
    load: async (rows) => {
      await db.transaction().execute(async (transaction) => {
        for (const [table, one] of Object.entries(rows)) await upsertRows(transaction, table, one);
      });
      sent.length = 0;
    },
    url: database.url,
    close: async () => {
      await db.destroy();
      await database.drop();
    },
  };
}

/** The record columns of a test's row: valid, marked for everyone, of partner XAA unless said. */
export function recordRow(id: string, more: Readonly<Record<string, unknown>> = {}) {
  const at = '2026-01-01T00:00:00.000000Z';
  const [owner = 'XAA'] = id.split(':');
  return {
    id,
    owner_code: owner,
    marking_policy_id: 'exercise',
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
