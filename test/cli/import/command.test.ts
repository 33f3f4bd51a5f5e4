import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseVariable } from '../../../lib/configuration.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { fixtures } from './open-test-store.ts';

const root = resolve(import.meta.dirname, '../../..');
const subgraphs = ['reference', 'aid-logistics', 'ceasefire-monitoring', 'infrastructure'];

let folder: string;
let databases: readonly TestDatabase[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-'));
  databases = await Promise.all(subgraphs.map(createTestDatabase));
});

afterAll(async () => {
  for (const { drop } of databases) await drop();
  await rm(folder, { recursive: true });
});

interface Run {
  readonly code: number;
  readonly out: string;
  readonly said: string;
}

function hub(
  parameters: readonly string[],
  environment: Record<string, string> = {},
): Promise<Run> {
  const urls = subgraphs.map((name, n) => [databaseVariable(name), databases[n]?.url ?? '']);
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    HUB_MODE: 'real',
    DATA_DIR: join(folder, 'data'),
    ...Object.fromEntries(urls),
    ...environment,
  };
  return new Promise((done) => {
    const parts = ['cli/main.ts', ...parameters];
    execFile(process.execPath, parts, { cwd: root, env }, (error, out, said) => {
      done({ code: error === null ? 0 : Number(error.code), out, said });
    });
  });
}

const fixture = (name: string) => join(fixtures, name);
const sharing = '--owner WFP --source Sample --releasable-to JOR --purposes REPORTING'.split(' ');

describe('hub import and hub export', () => {
  it('import a file, report it in one line and leave with 0', async () => {
    const { code, out } = await hub(['import', fixture('places.geojson')]);

    expect(code).toBe(0);
    expect(out).toContain('places.geojson: imported places: 3 new, 0 changed, 0 unchanged.\n');
  });

  it('say what a dry run would do', async () => {
    const { code, out } = await hub([
      'import',
      fixture('flow-counts.csv'),
      '--dry-run',
      ...sharing,
    ]);

    expect(code).toBe(0);
    expect(out).toContain('would import flow-counts: 3 new, 0 changed, 0 unchanged.');
  });

  it('list bad lines and leave with 1 when nothing was written, with 2 when the rest was', async () => {
    const path = join(folder, 'bad.csv');
    const text = await readFile(fixture('flow-counts.csv'), 'utf8');
    await writeFile(path, text.replace(',12,', ',-12,'));

    const refused = await hub(['import', path, ...sharing]);
    const skipped = await hub(['import', path, '--skip-bad', ...sharing]);

    const line =
      'line 3, #value+trucks: "-12": The number is negative. Leave the cell blank where unknown.\n';
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining(line) });
    expect(refused.out).toContain('nothing was written, 1 line of it cannot be imported');
    expect(skipped).toMatchObject({ code: 2, out: expect.stringContaining(line) });
    expect(skipped.out).toContain('2 new, 0 changed, 0 unchanged, 1 line skipped.');
  });

  it('give the whole report as JSON on standard output', async () => {
    const { code, out } = await hub(['import', fixture('flow-counts.csv'), '--json']);

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      format: 'HXL flow-counts',
      outcome: 'refused',
      problems: [{ at: null, column: '#org+code+owner' }, {}, { column: '#access+recipients' }],
    });
  });

  it.each([
    ['--owner', 'XAB', 'belongs to an exercise'],
    ['--owner', 'W F P', 'not the code of a partner'],
    ['--tlp', 'RED', 'The code is unknown. Use one of: CLEAR, GREEN, AMBER, AMBER_STRICT.'],
    ['--purposes', 'TARGETING', 'The code is unknown.'],
    ['--source-credibility', '7', 'not between 1 and 6'],
  ])('refuse %s %s before anything is read', async (option, value, wrong) => {
    const { code, said } = await hub(['import', 'none.csv', option, value]);

    expect(code).toBe(1);
    expect(said).toContain(`${option} ${value}: `);
    expect(said).toContain(wrong);
  });

  it('refuse to import in exercise mode, without touching the data folder', async () => {
    const { code, said } = await hub(['import', fixture('un2720.json')], { HUB_MODE: 'exercise' });

    expect(code).toBe(1);
    expect(said).toContain('Nothing is imported in exercise mode');
    expect(await readdir(folder)).not.toContain('data');
  });

  it('export to a file or to standard output, the same', async () => {
    const path = join(folder, 'places-out.geojson');

    const file = await hub(['export', 'places', '--format', 'geojson', '--out', path]);
    const { code, out } = await hub(['export', 'places', '--format', 'geojson']);

    expect([file.code, file.out, code]).toEqual([0, '', 0]);
    expect(JSON.parse(out)).toMatchObject({ type: 'FeatureCollection' });
    expect(await readFile(path, 'utf8')).toBe(out);
  });

  it.each([
    ['nothing', 'hxl', 'There is nothing called nothing to export.'],
    ['places', 'hxl', 'Use --format geojson.'],
    ['facilities', 'csv', 'Use --format hxl.'],
  ])('refuse to export %s as %s', async (what, format, wrong) => {
    const { code, said } = await hub(['export', what, '--format', format]);

    expect(code).toBe(1);
    expect(said).toContain(wrong);
  });

  it('leave no half file where an export cannot be written', async () => {
    const path = join(folder, 'no-such-folder', 'out.csv');

    const { code, said } = await hub(['export', 'facilities', '--format', 'hxl', '--out', path]);

    expect(code).toBe(1);
    expect(said).toContain(`${path} cannot be written (ENOENT).`);
  });
});
