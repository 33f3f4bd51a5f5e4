import { createContext, openServingDatabase, type ServingRights, settingsOf } from '@entente/kit';
import { graphql } from 'graphql';
import pg from 'pg';
import { visibility } from './asker.ts';
import type { TypicalQuery } from './typical-queries.ts';

/** One statement of a query, as PostgreSQL runs it. */
export interface StatementPlan {
  readonly sql: string;
  /** Indexes that the plan reads. */
  readonly indexes: readonly string[];
  /** Tables of more than `largeTable` rows that the plan reads from end to end. */
  readonly scannedWhole: readonly string[];
  readonly milliseconds: number;
}

const largeTable = 1_000;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly Plans?: readonly PlanNode[];
}

/** Runs the query once for the asker and explains every SQL statement that it sent. */
export async function explainQuery(
  { subgraph, source, variables }: TypicalQuery,
  url: string,
  rights: ServingRights,
): Promise<readonly StatementPlan[]> {
  const sent: { sql: string; parameters: readonly unknown[] }[] = [];
  const serving = openServingDatabase(url, rights, {
    onStatement: (sql, parameters) => sent.push({ sql, parameters }),
  });
  const client = new pg.Client({ connectionString: url, options: '-c TimeZone=UTC -c jit=off' });
  await client.connect();
  await client.query(`set role ${client.escapeIdentifier(rights.role)}`);
  for (const [name, value] of Object.entries(settingsOf(visibility))) {
    await client.query('select set_config($1, $2, false)', [name, value]);
  }
  try {
    const { errors } = await graphql({
      schema: subgraph.schema,
      source,
      variableValues: variables,
      contextValue: createContext(serving.as(visibility), visibility),
    });
    if (errors !== undefined) throw new AggregateError(errors, errors.join('\n'));
    const large = await largeTables(client);
    const plans: StatementPlan[] = [];
    for (const { sql, parameters } of sent) {
      const { rows } = await client.query<{
        'QUERY PLAN': [{ Plan: PlanNode; 'Execution Time': number }];
      }>(`explain (analyze, format json) ${sql}`, [...parameters]);
      const [explained] = rows[0]?.['QUERY PLAN'] ?? [];
      const nodes = explained === undefined ? [] : [...walk(explained.Plan)];
      plans.push({
        sql: sql.replaceAll(/\s+/g, ' ').trim(),
        indexes: unique(nodes.map((node) => node['Index Name'])),
        scannedWhole: unique(
          nodes.map((node) =>
            node['Node Type'] === 'Seq Scan' ? node['Relation Name'] : undefined,
          ),
        ).filter((table) => large.has(table)),
        milliseconds: explained?.['Execution Time'] ?? 0,
      });
    }
    return plans;
  } finally {
    await client.end();
    await serving.close();
  }
}

function* walk(node: PlanNode): Generator<PlanNode> {
  yield node;
  for (const child of node.Plans ?? []) yield* walk(child);
}

function unique(names: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(names.filter((name) => name !== undefined))];
}

async function largeTables(client: pg.Client): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    'select relname as name from pg_class where relkind = $1 and reltuples > $2',
    ['r', largeTable],
  );
  return new Set(rows.map(({ name }) => name));
}
