import type { Row } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';
import { askQuestion, exerciseRows } from '../../../support/exercise-stack.ts';

const rows = (table: string) => exerciseRows('infrastructure', table);
const always = { from: '2000-01-01', to: '2100-01-01' };
const month = (value: unknown) => `${String(value).slice(0, 7)}-01`;
const sum = (some: readonly Row[], column: string) =>
  some.reduce((total, row) => total + Number(row[column] ?? 0), 0);

describe('Is approved material consumed or diverted?', () => {
  interface Materials {
    readonly materialSeries: { readonly points: readonly Readonly<Record<string, unknown>>[] };
    readonly materialRequests: {
      readonly totalCount: number;
      readonly nodes: readonly { readonly id: string; readonly quantityUnaccounted: number }[];
    };
  }

  it('follows quantities from the border to the audit, by unit', async () => {
    const { materialSeries } = await askQuestion<Materials>(
      'infrastructure/is-material-consumed-or-diverted',
      always,
    );
    const entered = (await rows('material_request')).filter((row) =>
      /^(ENTERED|CONSUMED|AUDITED)$/.test(String(row['state'])),
    );
    const expected = Map.groupBy(entered, (row) =>
      [month(row['state_changed_at']), row['state'], row['unit'], row['item']].join('|'),
    );
    expect(materialSeries.points).toHaveLength(expected.size);
    for (const point of materialSeries.points) {
      const key = ['period', 'state', 'unit', 'item'].map((field) => point[field]).join('|');
      const some = expected.get(key) ?? [];
      expect(point['records']).toBe(some.length);
      expect(point['quantityEntered']).toBeCloseTo(sum(some, 'quantity_entered'), 6);
      if (point['state'] === 'ENTERED') expect(point['quantityConsumed']).toBeNull();
      else expect(point['quantityConsumed']).toBeCloseTo(sum(some, 'quantity_consumed'), 6);
      if (point['state'] !== 'AUDITED') expect(point['quantityUnaccounted']).toBeNull();
      else {
        const missing = sum(some, 'quantity_entered') - sum(some, 'quantity_audited');
        expect(point['quantityUnaccounted']).toBeCloseTo(missing, 6);
      }
    }
  });

  it('lists the requests of which the audit did not find all', async () => {
    const { materialRequests } = await askQuestion<Materials>(
      'infrastructure/is-material-consumed-or-diverted',
      always,
    );
    const missing = (await rows('material_request')).filter(
      (row) =>
        row['quantity_audited'] !== null &&
        Number(row['quantity_entered']) - Number(row['quantity_audited']) > 0.05,
    );
    expect(missing.length).toBeGreaterThan(0);
    expect(materialRequests.nodes.map(({ id }) => id)).toEqual(
      missing.map((row) => row['id']).sort(),
    );
  });
});

describe('Debris removed versus estimated?', () => {
  interface Debris {
    readonly debrisSeries: {
      readonly points: readonly {
        readonly period: string;
        readonly place: { readonly pcode: string };
        readonly tonnesEstimated: number | null;
        readonly tonnesRemovedOfEstimated: number | null;
        readonly tonnesRemoved: number;
      }[];
    };
  }

  it('compares removed with estimated of the same tasks', async () => {
    const { debrisSeries } = await askQuestion<Debris>(
      'infrastructure/debris-removed-versus-estimated',
      always,
    );
    const expected = Map.groupBy(
      await rows('debris_task'),
      (row) => `${month(row['started_on'])} ${row['place_pcode']}`,
    );
    expect(debrisSeries.points).toHaveLength(expected.size);
    for (const point of debrisSeries.points) {
      const some = expected.get(`${point.period} ${point.place.pcode}`) ?? [];
      const estimated = some.filter((row) => row['tonnes_estimated'] !== null);
      expect(point.tonnesRemoved).toBeCloseTo(sum(some, 'tonnes_removed'), 6);
      expect(point.tonnesEstimated ?? 0).toBe(sum(estimated, 'tonnes_estimated'));
      expect(point.tonnesRemovedOfEstimated ?? 0).toBeCloseTo(sum(estimated, 'tonnes_removed'), 6);
    }
  });
});

describe('Which sites are uncleared?', () => {
  interface Sites {
    readonly hazardSurveys: {
      readonly totalCount: number;
      readonly nodes: readonly { readonly id: string }[];
    };
  }

  it('are all that are not released, the largest first', async () => {
    const { hazardSurveys } = await askQuestion<Sites>('infrastructure/which-sites-are-uncleared');
    const expected = (await rows('hazard_survey'))
      .filter((row) => row['state'] !== 'RELEASED')
      .sort(
        (a, b) =>
          Number(b['area_hectares']) - Number(a['area_hectares']) ||
          (String(a['id']) < String(b['id']) ? 1 : -1),
      );
    expect(hazardSurveys.nodes.map(({ id }) => id)).toEqual(expected.map((row) => row['id']));
    expect(hazardSurveys.totalCount).toBe(expected.length);
  });
});
