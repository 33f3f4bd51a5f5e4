import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Database, type HubMode, type Row, sql } from '@entente/kit';
import { type ImportOptions, importFile } from '../../../cli/import/import-file.ts';
import type { ImportReport } from '../../../cli/import/import-report.ts';
import { openStore, type Store } from '../../../cli/import/load/store.ts';
import { isProblem } from '../../../cli/terminal/problem.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';

/** The project's own made-up files. */
export const fixtures = resolve(import.meta.dirname, '../../fixtures/import');

export interface TestStore {
  readonly store: Store;
  /** Imports a file and gives its report; throws where it was not even read. */
  readonly importFile: (path: string, options?: Partial<ImportOptions>) => Promise<ImportReport>;
  /** Imports a text as a file of its own. */
  readonly importText: (text: string, options?: Partial<ImportOptions>) => Promise<ImportReport>;
  readonly query: (subgraph: string, statement: string) => Promise<readonly Row[]>;
  readonly urls: () => ReadonlyMap<string, string>;
  readonly close: () => Promise<void>;
}

/** What a person who imports says about files that do not say it themselves. */
export const sharing: ImportOptions = {
  dryRun: false,
  skipBad: false,
  defaults: {
    owner: 'WFP',
    source: 'Sample source',
    marking: { releasable_to: ['PARTNERS'], purposes: ['COORDINATION'] },
  },
  newSource: {},
  now: new Date('2026-03-10T12:00:00Z'),
  progress: () => undefined,
};

/** A real hub of its own: databases are made when a file asks for them. */
export async function openTestStore(mode: HubMode = 'real'): Promise<TestStore> {
  const folder = await mkdtemp(join(tmpdir(), 'import-'));
  const databases = new Map<string, TestDatabase>();
  const url = async (name: string) => {
    const database = databases.get(name) ?? (await createTestDatabase());
    databases.set(name, database);
    return database.url;
  };
  const store = openStore(async () => ({ url, close: async () => undefined }), mode);
  const run: TestStore['importFile'] = async (path, options = {}) => {
    const report = await importFile(path, store, { ...sharing, ...options });
    if (isProblem(report)) throw new Error(`${report.message} ${report.advice}`);
    return report;
  };
  return {
    store,
    importFile: run,
    importText: async (text, options) => {
      const path = join(folder, 'file.csv');
      await writeFile(path, text);
      return run(path, options);
    },
    query: async (subgraph, statement) => (await opened(store, subgraph, statement)).rows,
    urls: () => new Map([...databases].map(([name, database]) => [name, database.url])),
    close: async () => {
      await store.close();
      for (const { drop } of databases.values()) await drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function opened(store: Store, subgraph: string, statement: string) {
  const database: Database | { readonly kind: 'problem' } = await store.database(subgraph);
  if (isProblem(database)) throw new Error(database.message);
  return sql.raw<Row>(statement).execute(database as Database);
}
