import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { exporters } from '../../../cli/export/exporters.ts';
import type { Store } from '../../../cli/import/load/store.ts';
import { fixtures, openTestStore, sharing, type TestStore } from '../import/open-test-store.ts';

/** What the files themselves do not say must not be needed to read an export. */
const asIs = { ...sharing, defaults: { owner: null, source: null, marking: {} } };

const files = [
  'places.geojson',
  'flow-counts.csv',
  'incident-reports.csv',
  'facilities.csv',
  'published-totals.csv',
  'un2720.json',
  'damaged.json',
];

let first: TestStore;
let second: TestStore;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  [first, second] = await Promise.all([openTestStore(), openTestStore()]);
  for (const file of files) {
    const report = await first.importFile(join(fixtures, file));
    expect(report).toMatchObject({ file: join(fixtures, file), outcome: 'written' });
  }
  await first.query(
    'ceasefire-monitoring',
    `update incident_report set valid_until = '2026-03-01T10:00:00.123456Z', reporter_code = 'EGY',
       state = 'LINKED', incident_id = 'EGY:incident:7', marking_excluded = '{ISR}'
     where summary is not null`,
  );
});

afterAll(async () => {
  await Promise.all([first.close(), second.close()]);
  await rm(folder, { recursive: true });
});

async function exported(name: string, store: Store): Promise<string> {
  const exporter = exporters.find((each) => each.name === name);
  const parts: string[] = [];
  for await (const part of exporter?.parts(store) ?? []) parts.push(part);
  return parts.join('');
}

async function importExport(hub: TestStore, name: string) {
  const path = join(folder, name);
  await writeFile(path, await exported(name, first.store));
  return hub.importFile(path, asIs);
}

describe('an export', () => {
  const places = ['places'];
  const names = [
    ...places,
    ...exporters.map(({ name }) => name).filter((name) => name !== 'places'),
  ];

  it.each(names)('of %s changes nothing where it comes from', async (name) => {
    const report = await importExport(first, name);

    expect(report.problems).toEqual([]);
    expect(report.changes).toMatchObject({ added: 0, changed: 0 });
    expect(report.changes?.unchanged).toBeGreaterThan(1);
    expect(report.newSources).toEqual([]);
  });

  it.each(names)('of %s gives the same bytes again after an import elsewhere', async (name) => {
    const text = await exported(name, first.store);

    const report = await importExport(second, name);

    expect(report.problems).toEqual([]);
    expect(await exported(name, second.store)).toBe(text);
  });

  it('holds no cell that a spreadsheet runs as a formula', async () => {
    const reports = await exported('incident-reports', first.store);
    const totals = await exported('published-totals', first.store);

    expect(reports).toContain(`"'=A convoy was turned back, papers in order"`);
    expect(totals).toContain(`,'+Sample Aid,`);
    const cells = `${reports}${totals}`.split(/[,\n]"?/);
    expect(cells.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
    const rows = await second.query('ceasefire-monitoring', 'select summary from incident_report');
    expect(rows).toContainEqual({ summary: '=A convoy was turned back, papers in order' });
  });

  it('carries the marking, so that nobody has to choose it anew', async () => {
    const rows = await second.query(
      'ceasefire-monitoring',
      `select marking_releasable_to as to, marking_excluded as not_to, marking_purposes as purposes
       from incident_report where summary is not null`,
    );
    expect(rows).toEqual([{ to: ['PARTNERS'], not_to: ['ISR'], purposes: ['COORDINATION'] }]);
  });

  it('pages through more rows than one page holds', async () => {
    const rows = Array.from({ length: 4_500 }, (_, n) => {
      const day = new Date(Date.UTC(2000, 0, n + 1)).toISOString().slice(0, 10);
      return `Sample Bulletin,${day},count,${n},C62,no`;
    });
    const tags = '#org+publisher,#date+end,#indicator+code,#value,#meta+unit,#meta+derived';
    await second.importText(`${tags}\n${rows.join('\n')}\n`);

    const text = await exported('published-totals', second.store);

    expect(text.match(/^Sample Bulletin,/gm)).toHaveLength(4_500);
    expect(new Set(text.split('\n')).size).toBe(text.split('\n').length);
  });
});
