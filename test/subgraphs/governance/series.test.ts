import type { Row } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { byText, type ExerciseSubgraph, openExerciseSubgraph } from './exercise-subgraph.ts';

let exercise: ExerciseSubgraph;

beforeAll(async () => {
  exercise = await openExerciseSubgraph();
});
afterAll(() => exercise.subgraph.close());

/** First day of the month or ISO week. */
function period(day: unknown, interval: 'WEEK' | 'MONTH'): string {
  const text = String(day).slice(0, 10);
  if (interval === 'MONTH') return `${text.slice(0, 7)}-01`;
  const date = new Date(`${text}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  return date.toISOString().slice(0, 10);
}

/** Groups rows by a key of texts and makes one point of each, in the order of the keys. */
function grouped<Point>(
  rows: readonly Row[],
  key: (row: Row) => readonly unknown[],
  point: (key: readonly string[], rows: readonly Row[]) => Point,
): Point[] {
  const groups = Map.groupBy(rows, (row) => key(row).join(' '));
  return [...groups]
    .sort(([a], [b]) => byText(a, b))
    .map(([text, members]) => point(text.split(' '), members));
}

const sum = (rows: readonly Row[], column: string): number | null => {
  const known = rows.map((row) => row[column]).filter((value) => value !== null);
  return known.length === 0
    ? null
    : known.reduce<number>((total, value) => total + Number(value), 0);
};

async function points(series: string, variables: Record<string, unknown> = {}): Promise<object[]> {
  const { series: answer } = await exercise.subgraph.query<{ series: { points: object[] } }>(
    series,
    variables,
  );
  return answer.points;
}

const all = 'from: "2026-01-01", to: "2027-01-01"';

describe('pledgeSeries', () => {
  it('sets what was pledged against what arrived, per kind and unit, unknown apart', async () => {
    const answer = await points(`{ series: pledgeSeries(${all}) { points {
      period kind unit partner { code } pledgedAmount withdrawnAmount fulfilledAmount records
      amountUnknown fulfilledUnknown } } }`);
    const expected = grouped(
      exercise.rows('pledge'),
      (row) => [period(row['announced_on'], 'MONTH'), row['kind'], row['unit']],
      ([month, kind, unit], rows) => ({
        period: month,
        kind,
        unit,
        partner: null,
        pledgedAmount: sum(
          rows.filter(({ state }) => state !== 'WITHDRAWN'),
          'amount',
        ),
        withdrawnAmount: sum(
          rows.filter(({ state }) => state === 'WITHDRAWN'),
          'amount',
        ),
        fulfilledAmount: sum(rows, 'fulfilled_amount'),
        records: rows.length,
        amountUnknown: rows.filter(({ amount }) => amount === null).length,
        fulfilledUnknown: rows.filter((row) => row['fulfilled_amount'] === null).length,
      }),
    );
    expect(answer).toEqual(expected);
    expect(expected.some(({ amountUnknown }) => amountUnknown > 0)).toBe(true);
  });
});

describe('milestoneSeries', () => {
  it('counts states by week, and by point when asked', async () => {
    const answer = await points(
      `{ series: milestoneSeries(${all}, by: [PLAN_POINT], filter: {state: [BLOCKED, VERIFIED_MET]}) {
        points { period state planPoint { number } records } } }`,
    );
    const counted = exercise
      .rows('milestone')
      .filter(({ state }) => state === 'BLOCKED' || state === 'VERIFIED_MET');
    const expected = grouped(
      counted,
      (row) => [
        period(row['state_changed_at'], 'WEEK'),
        row['state'],
        String(row['plan_point_number']).padStart(2, '0'),
      ],
      ([week, state, number], { length }) => ({
        period: week,
        state,
        planPoint: { number: Number(number) },
        records: length,
      }),
    );
    expect(answer).toEqual(expected);
  });
});

describe('indicatorValueSeries', () => {
  it('never mixes indicators, and gives numerator and denominator of a mean', async () => {
    const answer = await points(
      `{ series: indicatorValueSeries(${all}, interval: MONTH) {
        points { period indicator { id } minValue maxValue sumOfValues records } } }`,
    );
    const expected = grouped(
      exercise.rows('indicator_value'),
      (row) => [period(row['date'], 'MONTH'), row['indicator_id']],
      ([month, indicator], rows) => {
        const values = rows.map(({ value }) => Number(value));
        return {
          period: month,
          indicator: { id: indicator },
          minValue: Math.min(...values),
          maxValue: Math.max(...values),
          sumOfValues: expect.closeTo(sum(rows, 'value') ?? 0, 6),
          records: rows.length,
        };
      },
    );
    expect(answer).toEqual(expected);
  });

  it('keeps the values of partners that disagree apart when asked', async () => {
    const twice = [
      ...Map.groupBy(
        exercise.rows('indicator_value'),
        (row) => `${row['indicator_id']} ${row['date']}`,
      ).values(),
    ].find(({ length }) => length === 2);
    const answer = await points(
      `query($indicator: ID!, $from: Date!, $to: Date!) {
        series: indicatorValueSeries(from: $from, to: $to, interval: DAY, by: [OWNER], filter: {indicator: [$indicator]}) {
          points { owner { code } minValue records } } }`,
      {
        indicator: twice?.[0]?.['indicator_id'],
        from: twice?.[0]?.['date'],
        to: `${new Date(Date.parse(String(twice?.[0]?.['date'])) + 86_400_000).toISOString().slice(0, 10)}`,
      },
    );
    expect(answer).toEqual(
      [...(twice ?? [])]
        .sort((a, b) => byText(a['owner_code'], b['owner_code']))
        .map((row) => ({ owner: { code: row['owner_code'] }, minValue: row['value'], records: 1 })),
    );
    expect(answer).toHaveLength(2);
  });
});

describe('displacementSeries', () => {
  it('counts figures by week, movement and band', async () => {
    const answer = await points(
      `{ series: displacementSeries(${all}, filter: {toPlace: ["XT0101", "XT0102"]}, by: [TO_PLACE]) {
        points { period movement band toPlace { pcode } records } } }`,
    );
    const rows = exercise
      .rows('displacement_figure')
      .filter((row) => ['XT0101', 'XT0102'].includes(String(row['to_place_pcode'])));
    const expected = grouped(
      rows,
      (row) => [row['week'], row['movement'], row['band'], row['to_place_pcode']],
      ([week, movement, band, pcode], { length }) => ({
        period: week,
        movement,
        band,
        toPlace: { pcode },
        records: length,
      }),
    );
    expect(answer).toEqual(expected);
  });
});
