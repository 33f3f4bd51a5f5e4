import { beforeAll, describe, expect, it } from '@jest/globals';
import { askQuestion, exerciseStack, exerciseWorld } from '../../../support/exercise-stack.ts';
import { addDays, countStandings, monthOf, rowsOf, weekOf } from './rows.ts';

// The first to ask waits for the hub to start.
beforeAll(async () => void (await exerciseStack()), 180_000);

type Counts = ReturnType<typeof countStandings>;

/** The whole exercise. */
async function span() {
  const { start, until } = await exerciseWorld();
  return { from: start, to: addDays(until, 1) };
}

describe('how many alleged and verified incidents weekly per governorate', () => {
  it('equals the generated incidents, week by week', async () => {
    const { incidentSeries } = await askQuestion<{
      incidentSeries: { points: ({ period: string; place: { pcode: string } } & Counts)[] };
    }>('ceasefire-monitoring/incidents-weekly-per-governorate', await span());
    const incidents = await rowsOf('incident');
    const cells = Map.groupBy(
      incidents,
      (row) => `${weekOf(String(row['occurred_on']))} ${row['place_pcode']}`,
    );
    const expected = [...cells].map(([key, rows]) => {
      const [period, pcode] = key.split(' ');
      return { period, place: { pcode }, ...countStandings(rows) };
    });
    expect(incidentSeries.points).toHaveLength(expected.length);
    expect(incidentSeries.points).toEqual(expect.arrayContaining(expected));
    const { alleged, verified } = countStandings(incidents);
    expect(Math.min(alleged, verified)).toBeGreaterThan(0);
  });
});

describe('which commitments attract most allegations', () => {
  it('ranks them as the generated incidents do', async () => {
    const { incidentSeries } = await askQuestion<{
      incidentSeries: {
        points: { commitment: { id: string; clause: string } | null; alleged: number }[];
      };
    }>('ceasefire-monitoring/commitments-by-allegations', await span());
    const answered = new Map<string, number>();
    for (const { commitment, alleged } of incidentSeries.points) {
      if (commitment === null || alleged === 0) continue;
      answered.set(commitment.id, (answered.get(commitment.id) ?? 0) + alleged);
    }
    const expected = new Map<string, number>();
    for (const row of await rowsOf('incident')) {
      const id = row['commitment_id'];
      if (typeof id !== 'string' || row['standing'] !== 'ALLEGED') continue;
      expected.set(id, (expected.get(id) ?? 0) + 1);
    }
    expect(answered).toEqual(expected);
    expect(expected.size).toBeGreaterThan(1);
  });
});

describe('how long verification takes', () => {
  it('equals the hours between opening and decision, of each owner and standing', async () => {
    const { verificationSeries } = await askQuestion<{
      verificationSeries: {
        points: {
          period: string;
          owner: { code: string };
          standing: string;
          decided: number;
          hoursTotal: number;
          hoursMedian: number;
        }[];
      };
    }>('ceasefire-monitoring/verification-duration', await span());
    const decided = (await rowsOf('incident')).filter((row) => row['decided_at'] !== null);
    const cells = Map.groupBy(
      decided,
      (row) => `${monthOf(String(row['decided_at']))} ${row['owner_code']} ${row['standing']}`,
    );
    const expected = new Map(
      [...cells].map(([key, rows]) => {
        const hours = rows.map(
          (row) =>
            (Date.parse(String(row['decided_at'])) - Date.parse(String(row['opened_at']))) /
            3_600_000,
        );
        return [key, { decided: hours.length, total: sum(hours), median: median(hours) }];
      }),
    );
    const { points } = verificationSeries;
    expect(
      points.map((point) => `${point.period} ${point.owner.code} ${point.standing}`).sort(),
    ).toEqual([...expected.keys()].sort());
    for (const point of points) {
      const cell = expected.get(`${point.period} ${point.owner.code} ${point.standing}`);
      expect(point.decided).toBe(cell?.decided);
      expect(point.hoursTotal).toBeCloseTo(cell?.total ?? Number.NaN, 6);
      expect(point.hoursMedian).toBeCloseTo(cell?.median ?? Number.NaN, 6);
    }
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = 0, high = 0] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return (low + high) / 2;
}
