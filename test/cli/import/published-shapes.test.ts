import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fixtures, openTestStore, sharing, type TestStore } from './open-test-store.ts';

let hub: TestStore;

beforeAll(async () => {
  hub = await openTestStore();
});
afterAll(() => hub.close());
beforeEach(async () => {
  await hub.query('reference', 'truncate published_total');
});

const asIs = { ...sharing, defaults: { owner: null, source: null, marking: {} } };
const totals = () => hub.query('reference', 'select * from published_total order by id');

describe('the UN 2720 totals', () => {
  it('become one public total per organisation and measure, and those of the summary', async () => {
    const report = await hub.importFile(join(fixtures, 'un2720.json'), asIs);

    expect(report.changes).toEqual({ added: 12, changed: 0, unchanged: 0 });
    const rows = await totals();
    expect(
      rows.map((row) => [row['organisation'], row['measure'], row['value'], row['unit']]),
    ).toEqual(
      expect.arrayContaining([
        [null, 'trucks', 20, 'C62'],
        [null, 'weightTonnes', 155.5, 'TNE'],
        ['Sample Aid', 'pallets', 200, 'C62'],
        ['Sample Relief', 'numberOfRequests', 3, 'C62'],
      ]),
    );
    for (const row of rows) {
      expect(row).toMatchObject({
        owner_code: 'HUB',
        publisher: 'UN 2720 Mechanism',
        source_id: 'HUB:source:un2720-totals',
        period_from: null,
        // The last whole day before the totals were fetched.
        period_to: '2026-02-02',
        counting_basis: 'UN2720',
        derived: false,
        observed_at: '2026-02-03T06:00:00.500000Z',
        as_of: '2026-02-03T06:00:00.500000Z',
        marking_tlp: 'CLEAR',
        marking_releasable_to: ['PUBLIC'],
      });
    }
  });

  it('are kept as published where they contradict their own sum, which is said', async () => {
    const report = await hub.importFile(join(fixtures, 'un2720.json'), asIs);

    expect(report.notes).toEqual([
      'weightTonnes: the organisations sum to 155, the summary says 155.5. Both are kept as published.',
    ]);
  });

  it('are refused where a figure is missing, negative or without an organisation', async () => {
    const text = (await readFile(join(fixtures, 'un2720.json'), 'utf8'))
      .replace('"trucks": 15, ', '')
      .replace('"pallets": 100', '"pallets": -100')
      .replace('"Sample Relief"', '" "');

    const report = await hub.importText(text, { ...asIs, skipBad: true });

    expect(report.problems.map(({ at, column, value }) => [at, column, value])).toEqual([
      [2, 'organizations[0].trucks', null],
      [3, 'organizations[1].organization', '" "'],
    ]);
    // A record is left out as a whole: half an organisation would look like a small one.
    expect((await totals()).map(({ organisation }) => organisation)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('are refused without the instant that says what they cover', async () => {
    const text = (await readFile(join(fixtures, 'un2720.json'), 'utf8')).replace(
      '2026-02-03T06:00:00.500Z',
      'yesterday',
    );

    const report = await hub.importText(text, { ...asIs, skipBad: true });

    expect(report.problems).toMatchObject([
      { at: null, column: 'fetchedAt', value: '"yesterday"' },
    ]);
  });
});

describe('damaged infrastructure by report date', () => {
  it('becomes totals by day, the extrapolated ones marked as derived', async () => {
    const report = await hub.importFile(join(fixtures, 'damaged.json'), asIs);

    expect(report.changes).toEqual({ added: 5, changed: 0, unchanged: 0 });
    const rows = await hub.query(
      'reference',
      `select period_to as day, measure, value, derived, counting_basis as basis, publisher
       from published_total order by period_to, derived`,
    );
    const row = (day: string, value: number, derived: boolean) => ({
      day,
      measure: derived ? 'residential.ext_destroyed' : 'residential.destroyed',
      value,
      derived,
      basis: null,
      publisher: 'Tech for Palestine',
    });
    expect(rows).toEqual([
      row('2026-01-05', 10, false),
      row('2026-01-05', 10, true),
      row('2026-01-06', 12, true),
      row('2026-01-07', 14, false),
      row('2026-01-07', 11, true),
    ]);
  });

  it('is said to contradict itself where cumulative figures fall or the two kinds differ', async () => {
    const { notes } = await hub.importFile(join(fixtures, 'damaged.json'), asIs);

    expect(notes).toEqual([
      'residential.ext_destroyed: cumulative, yet it falls: 2026-01-07 (12 to 11). Kept as published.',
      'Reported and extrapolated figures differ: 2026-01-07 residential.destroyed (14, residential.ext_destroyed 11). Kept as published.',
    ]);
  });

  it('is refused where a date or a figure is none, by record', async () => {
    const text = (await readFile(join(fixtures, 'damaged.json'), 'utf8'))
      .replace('2026-01-05', '2026-13-05')
      .replace('"ext_destroyed": 12', '"ext_destroyed": "12"');

    const report = await hub.importText(text, asIs);

    expect(report.problems.map(({ at, column, value }) => [at, column, value])).toEqual([
      [1, 'report_date', '"2026-13-05"'],
      [2, 'residential.ext_destroyed', '"12"'],
    ]);
    expect(await totals()).toEqual([]);
  });

  it('is refused where a measure has a name that nobody could read', async () => {
    const text = (await readFile(join(fixtures, 'damaged.json'), 'utf8')).replace(
      '"ext_destroyed": 12',
      `"${'x'.repeat(300)}": 12`,
    );

    const report = await hub.importText(text, asIs);

    expect(report.problems).toMatchObject([
      { at: 2, wrong: 'The name has more than 200 characters.' },
    ]);
  });

  it('is refused where two reports have one date', async () => {
    const text = (await readFile(join(fixtures, 'damaged.json'), 'utf8')).replace('01-06', '01-05');

    const report = await hub.importText(text, asIs);

    expect(report.problems.map(({ at, wrong }) => [at, wrong])).toEqual([
      [1, 'This record states the same fact as record 2.'],
      [2, 'This record states the same fact as record 1.'],
    ]);
  });
});

it('keeps a source as the partners rate it when its file comes again', async () => {
  await hub.importFile(join(fixtures, 'un2720.json'), asIs);
  await hub.query(
    'reference',
    `update source set reliability = 'B', credibility = 2 where id = 'HUB:source:un2720-totals'`,
  );

  await hub.importFile(join(fixtures, 'un2720.json'), asIs);

  const rows = await hub.query(
    'reference',
    `select reliability, credibility from source where id = 'HUB:source:un2720-totals'`,
  );
  expect(rows).toEqual([{ reliability: 'B', credibility: 2 }]);
});
