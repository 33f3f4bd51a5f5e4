import type { Row } from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Exercise, openExercise, rowsOf, sum } from './exercise.ts';
import { damageRow } from './rows.ts';

let exercise: Exercise;
beforeAll(async () => {
  exercise = await openExercise();
});
afterAll(() => exercise.subgraph.close());

const always = 'from: "2000-01-01", to: "2100-01-01"';

type Point = Readonly<Record<string, unknown>>;

async function points(query: string): Promise<readonly Point[]> {
  const data = await exercise.subgraph.query<Record<string, { points: Point[] }>>(query);
  return Object.values(data)[0]?.points ?? [];
}

const month = (day: unknown) => `${String(day).slice(0, 7)}-01`;

/** Groups rows by a text of their own, in the order of the texts. */
function groups(rows: readonly Row[], key: (row: Row) => string): readonly [string, Row[]][] {
  return [...Map.groupBy(rows, key)].sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('damageSeries', () => {
  it('adds up places, never dates, methods or owners', async () => {
    const found = await points(`{ damageSeries(${always}, interval: MONTH) { points {
      period imageryDate method owner { code } place { pcode }
      structures destroyed housingUnits housingUnitsUnknown records
    } } }`);
    const key = (row: Row) =>
      [month(row['imagery_date']), row['imagery_date'], row['method'], row['owner_code']].join(' ');
    expect(found).toEqual(
      groups(rowsOf(exercise.tables, 'damage_assessment'), key).map(([text, rows]) => {
        const [period, imageryDate, method, code] = text.split(' ');
        const known = rows.filter((row) => row['housing_units'] !== null);
        return {
          period,
          imageryDate,
          method,
          owner: { code },
          place: null,
          structures: sum(rows, 'structures'),
          destroyed: sum(rows, 'destroyed'),
          housingUnits: known.length === 0 ? null : sum(known, 'housing_units'),
          housingUnitsUnknown: rows.length - known.length,
          records: rows.length,
        };
      }),
    );
  });

  it('counts a place once per owner, day and method: the second count is refused', async () => {
    const row = damageRow('XAZ:damage-assessment:1');
    await exercise.subgraph.load({ damage_assessment: [row] });
    await expect(
      exercise.subgraph.load({ damage_assessment: [{ ...row, id: 'XAZ:damage-assessment:2' }] }),
    ).rejects.toThrow(/unique/);
  });
});

describe('serviceSeries', () => {
  it('adds up daily output by week and place, and says how many figures are in it', async () => {
    const found = await points(`{ serviceSeries(${always}, interval: WEEK, by: [PLACE]) { points {
      period place { pcode } waterM3 waterRecords waterDays gridHours gridRecords bedDays records
    } } }`);
    const expected = groups(
      rowsOf(exercise.tables, 'service_output'),
      (row) => `${monday(String(row['date']))} ${row['place_pcode']}`,
    );
    expect(found).toHaveLength(expected.length);
    for (const [at, [text, rows]] of expected.entries()) {
      const [period, pcode] = text.split(' ');
      const known = (column: string) => rows.filter((row) => row[column] !== null);
      // Of nothing known there is no sum.
      const total = (column: string) =>
        known(column).length === 0 ? null : expect.closeTo(sum(rows, column), 5);
      const water = known('water_m3_per_day');
      expect(found[at]).toMatchObject({
        period,
        place: { pcode },
        waterRecords: water.length,
        waterDays: new Set(water.map((row) => row['date'])).size,
        gridRecords: known('grid_hours_per_day').length,
        waterM3: total('water_m3_per_day'),
        gridHours: total('grid_hours_per_day'),
        bedDays: total('beds'),
        records: rows.length,
      });
    }
  });

  /** ISO 8601 weeks begin on Monday. */
  function monday(day: string): string {
    const date = new Date(`${day}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
    return date.toISOString().slice(0, 10);
  }
});

describe('debrisSeries', () => {
  it('compares what is removed with the estimates of the same tasks', async () => {
    const found = await points(`{ debrisSeries(${always}, interval: MONTH, by: [PLACE]) { points {
      period place { pcode } tonnesEstimated tonnesRemoved tonnesRemovedOfEstimated
      estimateUnknown records
    } } }`);
    const expected = groups(
      rowsOf(exercise.tables, 'debris_task'),
      (row) => `${month(row['started_on'])} ${row['place_pcode']}`,
    );
    expect(found).toHaveLength(expected.length);
    for (const [at, [text, rows]] of expected.entries()) {
      const [period, pcode] = text.split(' ');
      const estimated = rows.filter((row) => row['tonnes_estimated'] !== null);
      const estimateUnknown = rows.length - estimated.length;
      expect(found[at]).toMatchObject({ period, place: { pcode }, estimateUnknown });
      expect(found[at]?.['tonnesRemoved']).toBeCloseTo(sum(rows, 'tonnes_removed'), 5);
      const none = estimated.length === 0;
      if (none) expect(found[at]?.['tonnesEstimated']).toBeNull();
      else {
        expect(found[at]?.['tonnesEstimated']).toBe(sum(estimated, 'tonnes_estimated'));
        expect(found[at]?.['tonnesRemovedOfEstimated']).toBeCloseTo(
          sum(estimated, 'tonnes_removed'),
          5,
        );
      }
    }
  });
});

describe('materialSeries', () => {
  it('keeps states and units apart', async () => {
    const found = await points(`{ materialSeries(${always}, interval: MONTH, by: [ITEM]) { points {
      period state unit item restrictedClass quantity quantityUnaccounted records
    } } }`);
    const expected = groups(rowsOf(exercise.tables, 'material_request'), (row) =>
      [month(row['state_changed_at']), row['state'], row['unit'], row['item']].join('|'),
    );
    const byText = new Map(
      found.map((point) => [
        [point['period'], point['state'], point['unit'], point['item']].join('|'),
        point,
      ]),
    );
    expect([...byText.keys()].sort()).toEqual(expected.map(([text]) => text));
    for (const [text, rows] of expected) {
      const point = byText.get(text);
      expect(point).toMatchObject({ restrictedClass: null, records: rows.length });
      expect(point?.['quantity']).toBeCloseTo(sum(rows, 'quantity'), 5);
      const audited = rows.filter((row) => row['quantity_audited'] !== null);
      if (audited.length === 0) expect(point?.['quantityUnaccounted']).toBeNull();
      else {
        expect(point?.['quantityUnaccounted']).toBeCloseTo(
          sum(audited, 'quantity_entered') - sum(audited, 'quantity_audited'),
          5,
        );
      }
    }
  });

  it('is read for a project alone', async () => {
    const id = String(rowsOf(exercise.tables, 'material_request')[0]?.['project_id']);
    const data = await exercise.subgraph.query<{
      project: { materialSeries: { points: { records: number; project: { id: string } }[] } };
    }>(
      `query ($id: ID!) { project(id: $id) {
        materialSeries(${always}, interval: MONTH, by: [PROJECT]) { points { records project { id } } }
      } }`,
      { id },
    );
    const { points: own } = data.project.materialSeries;
    const rows = rowsOf(exercise.tables, 'material_request');
    expect(own.reduce((total, point) => total + point.records, 0)).toBe(
      rows.filter((row) => row['project_id'] === id).length,
    );
    expect(new Set(own.map(({ project }) => project.id))).toEqual(new Set([id]));
  });
});
