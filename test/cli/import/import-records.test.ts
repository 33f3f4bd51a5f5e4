import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fixtures, openTestStore, sharing, type TestStore } from './open-test-store.ts';

let hub: TestStore;

beforeAll(async () => {
  hub = await openTestStore();
  await hub.importFile(join(fixtures, 'places.geojson'));
});

afterAll(() => hub.close());

beforeEach(async () => {
  await hub.query('aid-logistics', 'truncate flow_count');
  await hub.query('ceasefire-monitoring', 'truncate incident_report');
  await hub.query('infrastructure', 'truncate facility');
  await hub.query('reference', 'truncate published_total');
  await hub.query('reference', `delete from source where title->>'en' like 'Sample s%'`);
});

const flowCounts = () => readFile(join(fixtures, 'flow-counts.csv'), 'utf8');

describe('importing records', () => {
  it('writes the rows of a table with owner, source, marking and times', async () => {
    const report = await hub.importFile(join(fixtures, 'flow-counts.csv'));

    expect(report).toMatchObject({
      format: 'HXL flow-counts',
      outcome: 'written',
      changes: { added: 3, changed: 0, unchanged: 0 },
      newSources: ['Sample source'],
      problems: [],
      notes: ['WFP is not yet a partner of this hub: its records show no owner.'],
    });
    const rows = await hub.query('aid-logistics', 'select * from flow_count order by date, trucks');
    expect(rows).toHaveLength(3);
    expect(rows[1]).toMatchObject({
      id: expect.stringMatching(/^WFP:flow-count:[0-9a-f]{32}$/),
      owner_code: 'WFP',
      date: '2026-01-05',
      crossing_code: null,
      destination_pcode: 'ZZ0101',
      stage: 'COLLECTED',
      category: 'FOOD',
      counting_basis: 'PARTNER',
      trucks: 12,
      pallets: 204,
      weight_tonnes: 153.6,
      observed_at: '2026-01-05T00:00:00.000000Z',
      as_of: '2026-01-05T00:00:00.000000Z',
      valid_until: null,
      revision: 1,
      exercise: false,
      marking_policy_id: 'CIVIL-1',
      marking_classification: 'RESTRICTED_SHARING',
      marking_sensitivity: 'MODERATE',
      marking_tlp: 'AMBER',
      marking_originator: 'WFP',
      marking_releasable_to: ['PARTNERS'],
      marking_excluded: [],
      marking_purposes: ['COORDINATION'],
    });
    expect(rows[0]).toMatchObject({ trucks: 3, pallets: null, weight_tonnes: 38.25 });
    expect(rows[2]).toMatchObject({ category: 'OPS_LOGS_TELECOM', trucks: null, pallets: 17 });
    const sources = await hub.query(
      'reference',
      `select title->>'en' as title, kind, reliability, credibility from source
       where id = '${rows[0]?.['source_id']}'`,
    );
    expect(sources).toEqual([
      { title: 'Sample source', kind: 'PARTNER_SYSTEM', reliability: 'F', credibility: 6 },
    ]);
  });

  it.each(['flow-counts.csv', 'incident-reports.csv', 'facilities.csv', 'published-totals.csv'])(
    'leaves every row of %s as it is when the file comes again',
    async (file) => {
      const first = await hub.importFile(join(fixtures, file));
      const table = first.records?.replaceAll('-', '_').replace(/ies$/, 'y').replace(/s$/, '');
      const subgraph = {
        flow_count: 'aid-logistics',
        incident_report: 'ceasefire-monitoring',
        facility: 'infrastructure',
        published_total: 'reference',
      }[String(table)];
      const rows = () => hub.query(String(subgraph), `select * from ${table} order by id`);
      const before = await rows();

      const again = await hub.importFile(join(fixtures, file));

      expect(before.length).toBeGreaterThan(0);
      expect(first.changes).toEqual({ added: before.length, changed: 0, unchanged: 0 });
      expect(again.changes).toEqual({ added: 0, changed: 0, unchanged: before.length });
      expect(again.newSources).toEqual([]);
      expect(await rows()).toEqual(before);
    },
  );

  it('raises the revision of a row whose value changed, and of no other', async () => {
    const text = await flowCounts();
    await hub.importText(text);
    const before = await hub.query('aid-logistics', 'select * from flow_count order by id');

    const report = await hub.importText(text.replace('153.6', '150'));

    expect(report.changes).toEqual({ added: 0, changed: 1, unchanged: 2 });
    const after = await hub.query('aid-logistics', 'select * from flow_count order by id');
    const changed = after.filter((row, n) => row['changed_at'] !== before[n]?.['changed_at']);
    expect(changed).toMatchObject([{ weight_tonnes: 150, revision: 2 }]);
    expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
  });

  it('gives a changed marking a new date, and keeps the date where only a figure changed', async () => {
    const text = await flowCounts();
    const dates = async () =>
      (await hub.query('aid-logistics', 'select * from flow_count order by id')).map(
        (row) => row['marking_created_at'],
      );
    await hub.importText(text);
    const first = await dates();
    await hub.importText(text.replace('153.6', '150'));
    expect(await dates()).toEqual(first);

    const marking = { releasable_to: ['JOR'], purposes: ['COORDINATION'] };
    const report = await hub.importText(text.replace('153.6', '150'), {
      defaults: { ...sharing.defaults, marking },
    });

    expect(report.changes).toEqual({ added: 0, changed: 3, unchanged: 0 });
    expect((await dates()).some((date) => first.includes(date))).toBe(false);
  });

  it('reports what would change and writes nothing in a dry run', async () => {
    const text = await flowCounts();
    await hub.importText(text);
    const before = await hub.query('aid-logistics', 'select * from flow_count order by id');
    const sources = await hub.query('reference', 'select * from source order by id');

    const report = await hub.importText(
      `${text.replace('153.6', '150')}2026-01-09,ZZ0101,Delivered,Food,PARTNER,1,,,\n`,
      { dryRun: true, defaults: { ...sharing.defaults, source: 'Another source' } },
    );

    expect(report).toMatchObject({
      outcome: 'checked',
      changes: { added: 1, changed: 3, unchanged: 0 },
      newSources: ['Another source'],
    });
    expect(await hub.query('aid-logistics', 'select * from flow_count order by id')).toEqual(
      before,
    );
    expect(await hub.query('reference', 'select * from source order by id')).toEqual(sources);
  });

  it('writes nothing when one line is bad, and the others with skipBad', async () => {
    const text = (await flowCounts()).replace('ZZ0102,Collected,WASH', 'ZZ9999,Collected,Water');

    const refused = await hub.importText(text);

    expect(refused).toMatchObject({ outcome: 'refused', changes: null, bad: 1 });
    expect(refused.problems.map(({ at, column, value }) => [at, column, value])).toEqual([
      [4, '#adm2+code', 'ZZ9999'],
      [4, '#item+category', 'Water'],
    ]);
    expect(refused.problems[0]?.advice).toContain('ZZ0101');
    expect(refused.problems[1]?.advice).toContain('WASH');
    expect(await hub.query('aid-logistics', 'select id from flow_count')).toEqual([]);

    const written = await hub.importText(text, { skipBad: true });

    expect(written).toMatchObject({ outcome: 'written', bad: 1, changes: { added: 2 } });
    expect(written.problems).toEqual(refused.problems);
  });

  it('refuses every line that states the same fact as another', async () => {
    const text = `${await flowCounts()}2026-01-05,ZZ0101,COLLECTED,FOOD,PARTNER,13,,,\n`;

    const report = await hub.importText(text, { skipBad: true });

    expect(report.problems.map(({ at, wrong }) => [at, wrong])).toEqual([
      [3, 'This line states the same fact as line 6.'],
      [6, 'This line states the same fact as line 3.'],
    ]);
    expect(report.changes).toMatchObject({ added: 2 });
  });

  it('keeps what the file has no column for, as the state of a report that was handled since', async () => {
    await hub.importFile(join(fixtures, 'incident-reports.csv'));
    await hub.query(
      'ceasefire-monitoring',
      `update incident_report set state = 'TRIAGED', received_at = '2026-02-01'`,
    );
    const text = await readFile(join(fixtures, 'incident-reports.csv'), 'utf8');

    const report = await hub.importText(
      text.replace('Peaceful protest', 'Protest with intervention'),
    );

    expect(report.changes).toMatchObject({ added: 1, unchanged: 1 });
    const again = await hub.importText(text.replace('2026-01-05,1', '2026-01-05,2'));
    expect(again.changes).toEqual({ added: 0, changed: 1, unchanged: 1 });
    const rows = await hub.query(
      'ceasefire-monitoring',
      'select state, day_precision from incident_report where revision = 2',
    );
    expect(rows).toEqual([{ state: 'TRIAGED', day_precision: 2 }]);
  });

  it('keeps the centre of a grid cell of a facility, never its exact point', async () => {
    await hub.importFile(join(fixtures, 'facilities.csv'));

    const rows = await hub.query(
      'infrastructure',
      'select name, approx_point, function_changed_at from facility order by type',
    );

    expect(rows).toEqual([
      {
        name: { en: 'Sample Bakery' },
        approx_point: null,
        function_changed_at: '2026-01-04T06:30:00.000000Z',
      },
      {
        name: { en: 'Sample Hospital', ar: 'مستشفى العينة' },
        approx_point: { type: 'Point', coordinates: [10.5, 10.5] },
        function_changed_at: '2026-01-03T00:00:00.000000Z',
      },
    ]);
  });

  it('keeps no point at all where the sensitivity is HIGH', async () => {
    const marking = { ...sharing.defaults.marking, sensitivity: 'HIGH' };
    await hub.importFile(join(fixtures, 'facilities.csv'), {
      defaults: { ...sharing.defaults, marking },
    });

    const rows = await hub.query('infrastructure', 'select approx_point from facility');

    expect(rows).toEqual([{ approx_point: null }, { approx_point: null }]);
  });

  it('marks published totals as public without being told, owned by the hub', async () => {
    const defaults = { owner: 'HUB', source: 'Sample bulletin', marking: {} };
    await hub.importFile(join(fixtures, 'published-totals.csv'), { defaults });

    const rows = await hub.query('reference', `select * from published_total order by value`);

    expect(rows.map(({ value, derived, organisation }) => [value, derived, organisation])).toEqual([
      [120, false, null],
      [150, true, '+Sample Aid'],
      [1536.75, false, null],
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({
        marking_tlp: 'CLEAR',
        marking_releasable_to: ['PUBLIC'],
        marking_purposes: ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'],
      });
    }
  });

  it.each([
    ['marking', { ...sharing.defaults, marking: {} }, '--releasable-to'],
    ['owner', { ...sharing.defaults, owner: null }, '--owner'],
    ['source', { ...sharing.defaults, source: null }, '--source'],
  ])(
    'refuses records without %s once for the whole file, with advice',
    async (_, defaults, option) => {
      const report = await hub.importFile(join(fixtures, 'flow-counts.csv'), {
        defaults,
        skipBad: true,
      });

      expect(report.outcome).toBe('refused');
      expect(report.problems).toHaveLength(1);
      expect(report.problems[0]).toMatchObject({
        at: null,
        advice: expect.stringContaining(option),
      });
      expect(await hub.query('aid-logistics', 'select id from flow_count')).toEqual([]);
    },
  );

  it('takes the marking of a line before the one of the command', async () => {
    const text = (await flowCounts())
      .split('\n')
      .map((line, n) =>
        n === 1 ? `${line},#access+recipients` : n === 2 ? `${line},EGY JOR` : line,
      )
      .join('\n');

    await hub.importText(text);

    const rows = await hub.query(
      'aid-logistics',
      'select trucks, marking_releasable_to as to from flow_count where trucks > 0 order by trucks',
    );
    expect(rows).toEqual([
      { trucks: 3, to: ['PARTNERS'] },
      { trucks: 12, to: ['EGY', 'JOR'] },
    ]);
  });

  it.each([
    ['sensitivity', '#access+sensitivity', 'SEVERE'],
    ['TLP label', '#access+tlp', 'RED'],
  ])('refuses the %s that never enters the hub', async (_what, tag, value) => {
    const text = (await flowCounts())
      .split('\n')
      .map((line, n) => (n === 1 ? `${line},${tag}` : n === 2 ? `${line},${value}` : line))
      .join('\n');

    const report = await hub.importText(text, { skipBad: true });

    expect(report.problems.map((problem) => [problem.at, problem.column, problem.value])).toEqual([
      [3, tag, value],
    ]);
    expect(report.changes).toMatchObject({ added: 2 });
  });

  it('refuses exercise data, told by its flag or by its partners', async () => {
    const text = (await flowCounts())
      .split('\n')
      .map(
        (line, n) =>
          `${line}${['', ',#meta+exercise,#org+owner+code', ',true,', ',,XAB', ',,XKX'][n] ?? ''}`,
      )
      .join('\n');

    const report = await hub.importText(text, { skipBad: true });

    expect(report.problems.map(({ at, column }) => [at, column])).toEqual([
      [3, '#meta+exercise'],
      [4, '#org+code+owner'],
    ]);
    expect(report.changes).toMatchObject({ added: 1 });
  });
});
