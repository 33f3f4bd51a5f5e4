import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { importedSubgraphs } from '../../../cli/import/load/subgraphs.ts';
import { findRunningPostgres, startPostgres } from '../../../cli/postgres/postgres.ts';
import { isProblem } from '../../../cli/terminal/problem.ts';
import { databaseVariable } from '../../../lib/configuration.ts';
import { fixtures } from './open-test-store.ts';

const root = resolve(import.meta.dirname, '../../..');
let dataDir: string;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'embedded-'));
});

afterAll(() => rm(dataDir, { recursive: true }));

function importTotals(): Promise<string> {
  const unset = [...importedSubgraphs.keys()].map((name) => [databaseVariable(name), '']);
  const env = { ...process.env, ...Object.fromEntries(unset), NODE_OPTIONS: '', HUB_MODE: 'real' };
  const parameters = ['cli/main.ts', 'import', join(fixtures, 'un2720.json')];
  return new Promise((done, failed) => {
    const options = { cwd: root, env: { ...env, DATA_DIR: dataDir } };
    execFile(process.execPath, parameters, options, (error, out) => {
      if (error === null) done(out);
      else failed(error);
    });
  });
}

it('starts the embedded server of an empty data folder for as long as it works', async () => {
  expect(await importTotals()).toContain(
    'imported published-totals: 12 new, 0 changed, 0 unchanged',
  );

  expect(await findRunningPostgres(dataDir)).toBeUndefined();
}, 60_000);

it('uses the server of a hub that runs on the folder, and leaves it running', async () => {
  const postgres = await startPostgres({ dataDir, durable: false });
  if (isProblem(postgres)) throw new Error(postgres.message);
  try {
    expect(await importTotals()).toContain(
      'imported published-totals: 0 new, 0 changed, 12 unchanged',
    );

    expect(await findRunningPostgres(dataDir)).toBeDefined();
  } finally {
    await postgres.stop();
  }
}, 60_000);
