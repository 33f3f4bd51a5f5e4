import { setTimeout as sleep } from 'node:timers/promises';
import { openDatabase, prepareDatabase, upsertRows } from '@entente/kit';
import pg from 'pg';
import { testSigner } from '../assertions.ts';
import { createTestDatabase } from '../database.ts';
import { type SubgraphProcess, subgraphProcess } from '../subgraph-process.ts';
import { type Ask, openAsker } from './asker.ts';
import { brokenWrites } from './broken-writes.ts';
import type { CrashDomain } from './domains.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { readStored } from './stored.ts';
import { writers } from './writers.ts';

/** A subgraph's process over a database of its own, with those who look at what it leaves. */
export interface CrashScene {
  readonly domain: CrashDomain;
  readonly url: string;
  readonly target: SubgraphProcess;
  readonly ask: Ask;
  readonly ledger: Ledger;
  /** One connection as superuser, which no crash ends. */
  readonly admin: pg.Pool;
  /** What is broken now. */
  readonly broken: () => Promise<readonly string[]>;
  /** Waits until PostgreSQL has noticed that the process is gone. */
  readonly gone: () => Promise<void>;
  /** PostgreSQL ends all connections of the process, and waits until they have ended. */
  readonly cut: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Connections of the process: all but the test's own. */
const others = `datname = current_database() and pid <> pg_backend_pid()
  and application_name <> 'test' and backend_type = 'client backend'`;

export async function openCrashScene(domain: CrashDomain): Promise<CrashScene> {
  const { subgraph, rows = {} } = domain;
  const { name } = subgraph.definition;
  const database = await createTestDatabase();
  const { url } = database;
  const signer = await testSigner();
  await prepareDatabase(subgraph, url, 'exercise');
  const db = openDatabase(url);
  await db.transaction().execute(async (transaction) => {
    for (const [table, list] of Object.entries(rows)) await upsertRows(transaction, table, list);
  });
  await db.destroy();
  const target = await subgraphProcess(name, url, signer);
  const admin = new pg.Pool({ connectionString: url, max: 1, application_name: 'test' });
  const ledger = openLedger();
  const asker = openAsker(target, signer, name, writers + 8);
  await target.start();
  const connections = async () => {
    const { rows: found } = await admin.query(`select from pg_stat_activity where ${others}`);
    return found.length;
  };
  return {
    ...{ domain, url, target, ledger, admin, ask: asker.ask },
    broken: async () => brokenWrites(await readStored(url, domain), ledger),
    gone: async () => {
      while ((await connections()) > 0) await sleep(10);
    },
    cut: async () => {
      await admin.query(
        `select pg_terminate_backend(pid, 5000) from pg_stat_activity where ${others}`,
      );
    },
    close: async () => {
      await asker.close();
      await target.close();
      await admin.end();
      await database.drop();
    },
  };
}
