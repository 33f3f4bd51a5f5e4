import type { Row } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import { askQuestion, exerciseWorld } from '../../../support/exercise-stack.ts';
import { addDays, aidRows, code, comparable, summarize, total, weekOf } from './rows.ts';

interface Series {
  readonly points: readonly (object & Row)[];
}

const weekOfRow = (row: Row) => weekOf(String(row['date']));
const within = (row: Row, from: string, to: string) =>
  String(row['date']) >= from && String(row['date']) < to;

describe('how much was collected per crossing daily', () => {
  it('is counted by day and basis, weight beside trucks', async () => {
    const { start, until, crossings: known } = await exerciseWorld();
    const to = addDays(until, 1);
    const { crossings } = await askQuestion<{
      crossings: { nodes: { code: string; flowSeries: Series }[] };
    }>('aid-logistics/collected-per-crossing-daily', { from: start, to });
    const collected = (await aidRows('flow_count')).filter((row) => row['stage'] === 'COLLECTED');
    expect(crossings.nodes).toHaveLength(known.length);
    expect(crossings.nodes.some(({ flowSeries }) => flowSeries.points.length > 0)).toBe(true);
    for (const crossing of crossings.nodes) {
      const expected = summarize(
        collected.filter((row) => row['crossing_code'] === crossing.code),
        (row) => ({ period: row['date'], countingBasis: row['counting_basis'] }),
        (rows) => ({
          trucks: total(rows, 'trucks'),
          pallets: total(rows, 'pallets'),
          weightTonnes: total(rows, 'weight_tonnes'),
          weightUnknown: rows.filter((row) => row['weight_tonnes'] === null).length,
        }),
      );
      expect(comparable(crossing.flowSeries.points)).toEqual(comparable(expected));
    }
  });
});

describe('where manifested and collected weight diverge', () => {
  it('stands by crossing and week, both stages apart', async () => {
    const { start, until } = await exerciseWorld();
    const { flowSeries } = await askQuestion<{ flowSeries: Series }>(
      'aid-logistics/manifested-versus-collected',
      { from: start, to: addDays(until, 1) },
    );
    const counts = (await aidRows('flow_count')).filter(
      (row) =>
        row['counting_basis'] === 'UN2720' &&
        ['MANIFESTED', 'COLLECTED'].includes(String(row['stage'])),
    );
    const expected = summarize(
      counts,
      (row) => ({
        period: weekOfRow(row),
        crossing: code(row['crossing_code']),
        stage: row['stage'],
      }),
      (rows) => ({ weightTonnes: total(rows, 'weight_tonnes') }),
    );
    expect(comparable(flowSeries.points)).toEqual(comparable(expected));
    const weightOf = (stage: string) =>
      total(
        flowSeries.points.filter((point) => point['stage'] === stage),
        'weightTonnes',
      ) ?? 0;
    expect(weightOf('COLLECTED')).toBeGreaterThan(0);
    expect(weightOf('COLLECTED')).toBeLessThan(weightOf('MANIFESTED'));
  });
});

describe('what share was intercepted last week', () => {
  it('is intercepted by collected weight of the last full week, and how by consignments', async () => {
    const { until } = await exerciseWorld();
    const to = weekOf(until);
    const from = addDays(to, -7);
    const [begins, ends] = [`${from}T00:00:00.000000Z`, `${to}T00:00:00.000000Z`];
    const { flowSeries, peaceful, forceful } = await askQuestion<{
      flowSeries: Series;
      peaceful: object;
      forceful: object;
    }>('aid-logistics/share-intercepted-last-week', { from, to, begins, ends });
    const counts = (await aidRows('flow_count')).filter(
      (row) =>
        row['counting_basis'] === 'UN2720' &&
        ['COLLECTED', 'INTERCEPTED'].includes(String(row['stage'])) &&
        within(row, from, to),
    );
    const expected = summarize(
      counts,
      (row) => ({ stage: row['stage'] }),
      (rows) => ({ weightTonnes: total(rows, 'weight_tonnes') }),
    );
    expect(comparable(flowSeries.points)).toEqual(comparable(expected));
    expect(expected.map(({ stage }) => stage)).toContain('COLLECTED');
    const consignments = await aidRows('consignment');
    const intercepted = (how: string) =>
      consignments.filter(
        (row) =>
          row['intercepted_how'] === how &&
          String(row['outcome_at']) >= begins &&
          String(row['outcome_at']) < ends,
      ).length;
    expect(peaceful).toEqual({ totalCount: intercepted('PEACEFUL') });
    expect(forceful).toEqual({ totalCount: intercepted('FORCEFUL') });
  });
});

describe('whose counts disagree', () => {
  it('shows every basis and owner of a crossing and week, none added to another', async () => {
    const { start, until } = await exerciseWorld();
    const { flowSeries } = await askQuestion<{ flowSeries: Series }>(
      'aid-logistics/whose-counts-disagree',
      { from: start, to: addDays(until, 1) },
    );
    const offloaded = (await aidRows('flow_count')).filter((row) => row['stage'] === 'OFFLOADED');
    const expected = summarize(
      offloaded,
      (row) => ({
        period: weekOfRow(row),
        crossing: code(row['crossing_code']),
        countingBasis: row['counting_basis'],
        owner: code(row['owner_code']),
      }),
      (rows) => ({
        trucks: total(rows, 'trucks'),
        weightTonnes: total(rows, 'weight_tonnes'),
        weightUnknown: rows.filter((row) => row['weight_tonnes'] === null).length,
      }),
    );
    expect(comparable(flowSeries.points)).toEqual(comparable(expected));
    const bases = new Set(flowSeries.points.map((point) => point['countingBasis']));
    const all = ['AUTHORITY', 'COMBINED_DECLARED', 'COMMERCIAL', 'PARTNER', 'UN2720'];
    expect([...bases].sort()).toEqual(all);
  });
});
