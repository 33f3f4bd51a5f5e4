import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordKinds } from '../../cli/import/kinds/kinds.ts';
import { recordColumns } from '../../cli/import/kinds/record-columns.ts';
import { defaultLimits } from '../../cli/import/limits.ts';
import { databaseVariable } from '../../lib/configuration.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { tagTable } from './tag-table.ts';

const root = resolve(import.meta.dirname, '../..');
const guide = await readFile(join(root, 'docs/guides/import-export.md'), 'utf8');

/** Each example of the guide: its commands and what they print. */
const examples = [...guide.matchAll(/^```sh\n(.*?)^```\n\n```text\n(.*?)^```$/gms)].map(
  ([, commands = '', printed = '']) => ({ commands, printed }),
);

describe('the examples of the guide to import and export', () => {
  let folder: string;
  let databases: readonly (readonly [string, TestDatabase])[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guide-'));
    const names = ['reference', 'aid-logistics', 'ceasefire-monitoring', 'infrastructure'];
    databases = await Promise.all(
      names.map(async (name) => [databaseVariable(name), await createTestDatabase()] as const),
    );
  });

  afterAll(async () => {
    for (const [, { drop }] of databases) await drop();
    await rm(folder, { recursive: true });
  });

  it('are all there', () => {
    expect(examples).toHaveLength(guide.match(/^```sh$/gm)?.length ?? 0);
    expect(examples.length).toBeGreaterThan(5);
  });

  it.each(examples)('example %# prints what the guide says', async ({ commands, printed }) => {
    // What npm does with `npm run hub -- ...`, in a folder of its own.
    const npm = `npm() { shift 3; "${process.execPath}" "${root}/cli/main.ts" "$@" || true; }`;
    const env = {
      ...process.env,
      ...Object.fromEntries(databases.map(([name, { url }]) => [name, url])),
      NODE_OPTIONS: '',
      HUB_MODE: 'real',
    };

    const output = await new Promise<string>((done, failed) => {
      execFile('bash', ['-euc', `${npm}\n${commands}`], { cwd: folder, env }, (error, out) => {
        if (error === null) done(out);
        else failed(error);
      });
    });

    expect(output).toBe(printed);
  });
});

describe('the tables of the guide to import and export', () => {
  it.each(recordKinds.map((kind) => [kind.name, kind] as const))(
    'name the tags of %s',
    (_, kind) => {
      expect(guide).toContain(`### ${kind.name}\n\n${tagTable(kind.columns, kind.naturalKey)}\n`);
    },
  );

  it('name the tags of every record', () => {
    expect(guide).toContain(`### Every record\n\n${tagTable(recordColumns, [])}\n`);
  });

  it('name the limits', () => {
    const megabytes = defaultLimits.bytes / 1024 ** 2;
    const rows = defaultLimits.records.toLocaleString('en');
    expect(guide).toContain(`**Limits.** ${megabytes} MB, ${rows} rows`);
  });
});
