import { describe, expect, it } from '@jest/globals';
import { askQuestion, exerciseRows, exerciseWorld } from '../../../support/exercise-stack.ts';

const rows = (table: string) => exerciseRows('infrastructure', table);
const always = { from: '2000-01-01', to: '2100-01-01' };

interface Place<T> {
  readonly places: { readonly nodes: readonly ({ readonly pcode: string } & T)[] };
}

describe('Which hospitals function, per governorate?', () => {
  interface Hospitals {
    readonly facilityCounts: { readonly points: readonly { function: string; records: number }[] };
    readonly facilities: {
      readonly totalCount: number;
      readonly nodes: readonly { readonly id: string; readonly function: string }[];
    };
  }

  it('counts by function, with reports out of date as UNKNOWN', async () => {
    const { places } = await askQuestion<Place<Hospitals>>(
      'infrastructure/which-hospitals-function',
    );
    const hospitals = (await rows('facility')).filter((row) => row['type'] === 'HOSPITAL');
    const now = Date.now();
    const functionOf = (row: (typeof hospitals)[number]) =>
      Date.parse(String(row['valid_until'])) <= now ? 'UNKNOWN' : String(row['function']);
    expect(places.nodes.map(({ pcode }) => pcode)).toEqual(
      (await exerciseWorld()).places.map(({ pcode }) => pcode),
    );
    for (const { pcode, facilityCounts, facilities } of places.nodes) {
      const here = hospitals.filter((row) => row['place_pcode'] === pcode);
      const expected = [...Map.groupBy(here, functionOf)].map(
        ([name, some]) => [name, some.length] as const,
      );
      expect(new Map(facilityCounts.points.map((one) => [one.function, one.records]))).toEqual(
        new Map(expected),
      );
      const working = here
        .filter((row) => /^(FULL|PARTIAL)$/.test(functionOf(row)))
        .map((row) => row['id']);
      expect(facilities.nodes.map(({ id }) => id)).toEqual(working.sort());
      expect(facilities.totalCount).toBe(working.length);
    }
  });
});

describe('What share is destroyed, by date?', () => {
  interface Damage {
    readonly damageSeries: {
      readonly points: readonly {
        readonly imageryDate: string;
        readonly method: string;
        readonly owner: { readonly code: string };
        readonly place: { readonly pcode: string };
        readonly destroyed: number;
        readonly structures: number;
      }[];
    };
  }

  it('is a share for each assessment: partners are never averaged', async () => {
    const { damageSeries } = await askQuestion<Damage>(
      'infrastructure/share-destroyed-by-date',
      always,
    );
    const shares = damageSeries.points.map(
      ({ imageryDate, method, owner, place, destroyed, structures }) =>
        [imageryDate, method, owner.code, place.pcode, destroyed / structures].join(' '),
    );
    const expected = (await rows('damage_assessment')).map((row) =>
      [
        row['imagery_date'],
        row['method'],
        row['owner_code'],
        row['place_pcode'],
        Number(row['destroyed']) / Number(row['structures']),
      ].join(' '),
    );
    expect(shares.length).toBeGreaterThan(20);
    expect(shares.sort()).toEqual(expected.sort());
  });
});

describe('Water litres per person?', () => {
  interface Water {
    readonly planningFigures: { readonly nodes: readonly { readonly value: number }[] };
    readonly serviceSeries: {
      readonly points: readonly { readonly period: string; readonly waterM3: number | null }[];
    };
  }

  it('divides the water of a day by the population of the place', async () => {
    const { places } = await askQuestion<Place<Water>>('infrastructure/water-per-person', always);
    const figures = (await exerciseRows('reference', 'planning_figure')).filter(
      (row) => row['kind'] === 'POPULATION',
    );
    const outputs = await rows('service_output');
    expect(places.nodes).toHaveLength((await exerciseWorld()).places.length);
    for (const { pcode, planningFigures, serviceSeries } of places.nodes) {
      const population = Number(figures.find((row) => row['place_pcode'] === pcode)?.['value']);
      const days = Map.groupBy(
        outputs.filter((row) => row['place_pcode'] === pcode),
        (row) => String(row['date']),
      );
      expect(serviceSeries.points.map(({ period }) => period)).toEqual([...days.keys()].sort());
      for (const { period, waterM3 } of serviceSeries.points) {
        const known = (days.get(period) ?? [])
          .map((row) => row['water_m3_per_day'])
          .filter((value) => value !== null);
        if (known.length === 0) {
          expect(waterM3).toBeNull();
          continue;
        }
        const litres = (Number(waterM3) * 1_000) / Number(planningFigures.nodes[0]?.value);
        const cubicMetres = known.reduce((sum: number, value) => sum + Number(value), 0);
        expect(litres).toBeCloseTo((cubicMetres * 1_000) / population, 6);
      }
    }
  });
});
