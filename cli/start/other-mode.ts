import { Client } from 'pg';
import type { HubMode } from '../../lib/configuration.ts';
import { type Problem, problem } from '../terminal/problem.ts';

/**
 * Looks for a database that is stamped with the other mode: said once, before five subgraphs each
 * refuse it. A database that does not answer is its subgraph's matter.
 */
export async function findOtherMode(
  subgraphs: readonly string[],
  databaseUrl: (subgraph: string) => Promise<string>,
  mode: HubMode,
): Promise<Problem | undefined> {
  const stamps = await Promise.all(
    subgraphs.map(async (name) => ({ name, stamp: await readStamp(await databaseUrl(name)) })),
  );
  const other = stamps.find(({ stamp }) => stamp !== undefined && stamp !== mode);
  if (other === undefined) return undefined;
  return problem(
    `The database of ${other.name} holds ${other.stamp} data, and HUB_MODE is ${mode}.`,
    `Set HUB_MODE=${other.stamp}, or another DATA_DIR: the two are never mixed.`,
  );
}

async function readStamp(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ mode: string }>('select mode from deployment');
    return rows[0]?.mode;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}
