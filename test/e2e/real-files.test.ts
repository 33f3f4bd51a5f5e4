import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openDatabase, sql } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { databaseVariable } from '../../lib/configuration.ts';
import { type Stack, startStack } from '../support/stack.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, '../shared/data');
const files = [
  'un2720-snapshot.json',
  'infrastructure-damaged.json',
  'gaza-adm2-simplified.geojson',
];
const there = files.every((file) => existsSync(join(folder, file)));

// The files are published by others and are not part of this repository.
if (!there) process.stderr.write('Skipped: real files (../shared/data is not there)\n');

interface Total {
  readonly organisation: string | null;
  readonly periodTo: string;
  readonly measure: string;
  readonly value: number;
  readonly unit: string;
  readonly derived: boolean;
  readonly countingBasis: string | null;
  readonly exercise: boolean;
  readonly owner: { readonly code: string } | null;
  readonly source: { readonly id: string; readonly publisher: string | null } | null;
  readonly marking: { readonly tlp: string; readonly releasableTo: readonly string[] } | null;
}

interface Page {
  readonly publishedTotals: {
    readonly totalCount: number;
    readonly nodes: readonly Total[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

(there ? describe : describe.skip)('the published files, imported into a running real hub', () => {
  let hub: Stack;

  beforeAll(async () => {
    hub = await startStack({ mode: 'real' });
    for (const file of files) expect(await importFile(file)).toMatchObject({ outcome: 'written' });
  }, 120_000);

  afterAll(() => hub?.stop(), 60_000);

  /** `npm run hub -- import FILE` beside the running hub. */
  async function importFile(file: string): Promise<Record<string, unknown>> {
    const urls = Object.entries(hub.databases).map(([name, url]) => [databaseVariable(name), url]);
    const child = spawn(process.execPath, ['cli/main.ts', 'import', join(folder, file), '--json'], {
      cwd: root,
      env: { ...process.env, ...Object.fromEntries(urls), NODE_OPTIONS: '', HUB_MODE: 'real' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const printed: string[] = [];
    child.stdout.on('data', (text) => printed.push(String(text)));
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    return JSON.parse(printed.join(''));
  }

  async function query<Data>(text: string, variables: Record<string, unknown> = {}): Promise<Data> {
    const response = await fetch(hub.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Data; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  }

  async function totals(filter: Record<string, unknown>): Promise<readonly Total[]> {
    const nodes: Total[] = [];
    for (let after: string | null = null; ; ) {
      const { publishedTotals }: Page = await query<Page>(
        `query ($filter: PublishedTotalFilter, $after: String) {
          publishedTotals(first: 500, after: $after, filter: $filter, orderBy: PERIOD_TO_ASC) {
            totalCount
            nodes {
              organisation periodTo measure value unit derived countingBasis exercise
              owner { code } source { id publisher } marking { tlp releasableTo }
            }
            pageInfo { hasNextPage endCursor }
          }
        }`,
        { filter, after },
      );
      nodes.push(...publishedTotals.nodes);
      after = publishedTotals.pageInfo.endCursor;
      if (publishedTotals.pageInfo.hasNextPage) continue;
      expect(nodes).toHaveLength(publishedTotals.totalCount);
      return nodes;
    }
  }

  async function published<File>(file: string): Promise<File> {
    return JSON.parse(await readFile(join(folder, file), 'utf8')) as File;
  }

  /** All rows that the files could touch. */
  async function rows(): Promise<unknown> {
    const db = openDatabase(String(hub.databases['reference']));
    try {
      const tables: unknown[] = [];
      for (const table of ['published_total', 'place', 'source']) {
        const key = table === 'place' ? 'pcode' : 'id';
        const result =
          await sql`select * from ${sql.table(table)} order by ${sql.ref(key)}`.execute(db);
        tables.push(result.rows);
      }
      return tables;
    } finally {
      await db.destroy();
    }
  }

  it('gives each figure of the UN 2720 totals as it was published', async () => {
    const file = await published<{
      summary: Record<string, number>;
      organizations: (Record<string, number> & { organization: string })[];
    }>('un2720-snapshot.json');
    const expected = [{ organization: null, ...file.summary }, ...file.organizations].flatMap(
      ({ organization, ...figures }) =>
        Object.entries(figures).map(([measure, value]) => `${organization} ${measure} ${value}`),
    );

    const found = await totals({ countingBasis: ['UN2720'] });

    expect(expected.length).toBe((1 + file.organizations.length) * 4);
    expect(
      found.map(({ organisation, measure, value }) => `${organisation} ${measure} ${value}`).sort(),
    ).toEqual(expected.sort());
    for (const total of found) {
      expect(total).toMatchObject({
        periodTo: '2026-03-08',
        unit: total.measure === 'weightTonnes' ? 'TNE' : 'C62',
        derived: false,
        exercise: false,
        owner: { code: 'HUB' },
        source: { publisher: 'UN 2720 Mechanism' },
        marking: { tlp: 'CLEAR', releasableTo: ['PUBLIC'] },
      });
    }
  });

  it('gives damaged infrastructure by report date, extrapolated figures apart', async () => {
    const file = await published<Record<string, string | Record<string, number>>[]>(
      'infrastructure-damaged.json',
    );
    const expected = file.flatMap(({ report_date: day, ...groups }) =>
      Object.entries(groups).flatMap(([group, figures]) =>
        Object.entries(figures).map(([name, value]) => `${day} ${group}.${name} ${value}`),
      ),
    );
    const filter = { publisher: ['Tech for Palestine'] };

    const derived = await totals({ ...filter, derived: true });
    const reported = await totals({ ...filter, derived: false });

    const lines = [...derived, ...reported].map(
      ({ periodTo, measure, value }) => `${periodTo} ${measure} ${value}`,
    );
    expect(lines.sort()).toEqual(expected.sort());
    expect(derived.every(({ measure }) => measure.includes('.ext_'))).toBe(true);
    expect(reported.some(({ measure }) => measure.includes('ext_'))).toBe(false);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('draws them as a series that has no point where nothing was published', async () => {
    const file = await published<{ report_date: string; residential?: { destroyed?: number } }[]>(
      'infrastructure-damaged.json',
    );
    const expected = file
      .filter(({ report_date: day }) => day >= '2024-01-01' && day < '2024-03-01')
      .flatMap(({ report_date: period, residential }) =>
        residential?.destroyed === undefined ? [] : [{ period, value: residential.destroyed }],
      );

    const data = await query<{ publishedSeries: { points: unknown[] } }>(
      `{ publishedSeries(from: "2024-01-01", to: "2024-03-01",
           filter: { measure: ["residential.destroyed"], derived: false }) {
           points { period value } } }`,
    );

    expect(expected.length).toBeGreaterThan(0);
    expect(data.publishedSeries.points).toEqual(expected);
  });

  it('gives the places with the boundaries of the file', async () => {
    const file = await published<{
      features: { properties: Record<string, string>; geometry: unknown }[];
    }>('gaza-adm2-simplified.geojson');

    const data = await query<{ places: { nodes: unknown[] } }>(
      '{ places(filter: { level: [2] }) { nodes { pcode iso3166_2 name { en ar } parent { pcode } polygon } } }',
    );

    expect(data.places.nodes).toEqual(
      file.features.map(({ properties, geometry }) => ({
        pcode: properties['adm2_pcode'],
        iso3166_2: properties['iso3166_2'],
        name: { en: properties['adm2_name'], ar: properties['adm2_name_ar'] },
        parent: { pcode: properties['adm1_pcode'] },
        polygon: geometry,
      })),
    );
  });

  it('is left as it is, to the last column, when the files come again', async () => {
    const before = await rows();

    for (const file of files) {
      expect(await importFile(file)).toMatchObject({ changes: { added: 0, changed: 0 } });
    }

    expect(await rows()).toEqual(before);
  }, 60_000);
});
