import { describe, expect, it } from '@jest/globals';
import { askQuestion, exerciseRows, exerciseWorld } from '../../../support/exercise-stack.ts';
import { addDays, aidRows, code, comparable, monthOf, summarize, total, weekOf } from './rows.ts';

describe('what waits uncollected for more than 72 hours', () => {
  it('is what was offloaded before then, longest wait first', async () => {
    const { until } = await exerciseWorld();
    const before = `${addDays(until, -3)}T12:00:00.000000Z`;
    const { consignments } = await askQuestion<{
      consignments: { totalCount: number; nodes: object[] };
    }>('aid-logistics/uncollected-over-72-hours', { before });
    const waiting = (await aidRows('consignment'))
      .filter((row) => row['state'] === 'OFFLOADED' && String(row['state_changed_at']) < before)
      .map((row) => ({
        id: row['id'],
        stateChangedAt: row['state_changed_at'],
        category: row['category'],
        weightTonnes: row['weight_tonnes'],
        crossing: code(row['crossing_code']),
        consignee: code(row['consignee_code']),
      }));
    const keyOf = (one: (typeof waiting)[0]) => `${one.stateChangedAt} ${one.id}`;
    const sorted = waiting.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    expect(waiting.length).toBeGreaterThan(0);
    expect(consignments.nodes).toEqual(sorted);
    expect(consignments.totalCount).toBe(waiting.length);
  });
});

describe('which categories miss their target per governorate', () => {
  it('sets what arrived in a month against the target of the month', async () => {
    const { until, places: known } = await exerciseWorld();
    const month = monthOf(addDays(monthOf(until), -1));
    const [begins, ends] = [`${month}T00:00:00.000000Z`, `${monthOf(until)}T00:00:00.000000Z`];
    const { places } = await askQuestion<{
      places: {
        nodes: {
          pcode: string;
          planningFigures: { nodes: { category: string; value: number; unit: string }[] };
          deliverySeries: { points: { category: string; deliveredWeightTonnes: number | null }[] };
        }[];
      };
    }>('aid-logistics/categories-missing-target', {
      ...{ from: month, to: addDays(until, 1), begins, ends },
    });
    expect(places.nodes.map(({ pcode }) => pcode).sort()).toEqual(
      known.map(({ pcode }) => pcode).sort(),
    );
    const targets = (await exerciseRows('reference', 'planning_figure')).filter(
      (row) => row['kind'] === 'TARGET',
    );
    const arrivals = (await aidRows('consignment')).filter(
      (row) => String(row['outcome_at']) >= begins && String(row['outcome_at']) < ends,
    );
    const missed = (target: number, arrived: number) => arrived < target;
    const seen = { missed: 0, known: 0 };
    for (const place of places.nodes) {
      const here = targets.filter((row) => row['place_pcode'] === place.pcode);
      expect(here.length).toBeGreaterThan(0);
      const answered = place.planningFigures.nodes.map(({ category, value, unit }) => {
        const points = place.deliverySeries.points.filter((point) => point.category === category);
        const arrived = points.reduce((sum, point) => sum + (point.deliveredWeightTonnes ?? 0), 0);
        if (arrived > 0) seen.known += 1;
        return { category, value, unit, arrived, missed: missed(value, arrived) };
      });
      const expected = here.map((row) => {
        const arrived =
          total(
            arrivals.filter(
              (one) =>
                one['destination_pcode'] === place.pcode && one['category'] === row['category'],
            ),
            'delivered_weight_tonnes',
          ) ?? 0;
        const value = Number(row['value']);
        const isMissed = missed(value, arrived);
        if (isMissed) seen.missed += 1;
        return { category: row['category'], value, unit: row['unit'], arrived, missed: isMissed };
      });
      expect(comparable(answered)).toEqual(comparable(expected));
    }
    expect(seen.missed).toBeGreaterThan(0);
    expect(seen.known).toBeGreaterThan(0);
  });
});

describe('which corridor is below plan', () => {
  it('compares plan and account by week, and names the days that fell short', async () => {
    const { until, corridors: known } = await exerciseWorld();
    const to = weekOf(until);
    const from = addDays(to, -14);
    const { corridors } = await askQuestion<{
      corridors: {
        nodes: {
          code: string;
          capacitySeries: { points: object[] };
          capacities: { nodes: object[] };
        }[];
      };
    }>('aid-logistics/corridors-below-plan', { from, to });
    const days = (await aidRows('corridor_capacity')).filter(
      (row) => String(row['day']) >= from && String(row['day']) < to,
    );
    expect(corridors.nodes.map((one) => one.code).sort()).toEqual([...known].sort());
    expect(days.length).toBeGreaterThan(0);
    for (const corridor of corridors.nodes) {
      const own = days
        .filter((row) => row['corridor_code'] === corridor.code)
        .map((row) => {
          const [planned, actual] = [row['planned_trucks'], row['actual_trucks']];
          const isKnown = planned !== null && actual !== null;
          return { ...row, shortfall: isKnown ? Number(planned) - Number(actual) : null };
        });
      const expected = summarize(
        own,
        (row) => ({ period: weekOf(String(row['day'])), owner: code(row['owner_code']) }),
        (rows) => ({
          plannedTrucks: total(rows, 'planned_trucks'),
          actualTrucks: total(rows, 'actual_trucks'),
          shortfallTrucks: total(rows, 'shortfall'),
          actualUnknown: rows.filter((row) => row['actual_trucks'] === null).length,
        }),
      );
      expect(comparable(corridor.capacitySeries.points)).toEqual(comparable(expected));
      const short = own.filter((row) => row.shortfall !== null && row.shortfall >= 1);
      expect(comparable(corridor.capacities.nodes)).toEqual(
        comparable(
          short.map((row) => ({
            day: (row as Record<string, unknown>)['day'],
            shortfallTrucks: row.shortfall,
          })),
        ),
      );
    }
    expect(corridors.nodes.some(({ capacities }) => capacities.nodes.length > 0)).toBe(true);
  });
});

describe('how many movements were denied, and why', () => {
  it('is counted by reason and month of the planned day', async () => {
    const { start, until } = await exerciseWorld();
    const { movementSeries } = await askQuestion<{ movementSeries: { points: object[] } }>(
      'aid-logistics/movements-denied-and-why',
      { from: start, to: addDays(until, 1) },
    );
    const denied = (await aidRows('movement_request')).filter(
      (row) => row['state'] === 'DENIED' && String(row['day']) <= until,
    );
    const expected = summarize(
      denied,
      (row) => ({ period: monthOf(String(row['day'])), reason: row['reason'] }),
      (rows) => ({ records: rows.length }),
    );
    expect(denied.length).toBeGreaterThan(0);
    expect(comparable(movementSeries.points)).toEqual(comparable(expected));
  });
});

describe('where supply lasts less than seven days', () => {
  it('is told by the newest report of each holder, place and category', async () => {
    const { places } = await exerciseWorld();
    const { stockReports } = await askQuestion<{
      stockReports: { totalCount: number; nodes: object[] };
    }>('aid-logistics/supply-under-seven-days');
    const newest = new Map<string, Readonly<Record<string, unknown>>>();
    for (const row of await aidRows('stock_report')) {
      const key = [row['owner_code'], row['place_pcode'], row['category']].join();
      const last = newest.get(key);
      if (last === undefined || String(last['observed_at']) < String(row['observed_at'])) {
        newest.set(key, row);
      }
    }
    const scarce = [...newest.values()].filter(
      (row) => row['days_of_supply'] !== null && Number(row['days_of_supply']) < 7,
    );
    const nameOf = new Map(places.map(({ pcode, name }) => [pcode as unknown, name.en]));
    const expected = scarce.map((row) => ({
      id: row['id'],
      place: { pcode: row['place_pcode'], name: { en: nameOf.get(row['place_pcode']) } },
      category: row['category'],
      daysOfSupply: row['days_of_supply'],
      observedAt: row['observed_at'],
      owner: code(row['owner_code']),
    }));
    expect(scarce.length).toBeGreaterThan(0);
    expect(comparable(stockReports.nodes)).toEqual(comparable(expected));
    expect(stockReports.totalCount).toBe(scarce.length);
  });
});
