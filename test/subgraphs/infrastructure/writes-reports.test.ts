import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { infrastructure } from '../../../subgraphs/infrastructure/subgraph.ts';
import { records } from '../../support/record-calls.ts';
import { openTestSubgraph, type TestSubgraph, visibilityOf } from '../../support/subgraph.ts';
import { forPartners, writer } from '../../support/writers.ts';
import { clinic, count, yard } from './inputs.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

const hour = (n: number) => new Date(Date.now() + n * 3_600_000).toISOString();

describe('a facility', () => {
  const facilities = (partner = 'XAA') =>
    records(subgraph, 'Facility', 'function observedAt approxPoint history { from to }', partner);
  const point = (x: number, y: number) => ({ type: 'Point', coordinates: [x, y] });

  it.each([
    ['the centre of a cell', point(0.12, 0.09), null],
    ['a finer point', point(0.121, 0.09), 'BAD_USER_INPUT'],
    ['a point that is finer by less than a metre', point(0.120000001, 0.09), 'BAD_USER_INPUT'],
    [
      'a shape',
      {
        type: 'LineString',
        coordinates: [
          [0.12, 0.09],
          [0.15, 0.09],
        ],
      },
      'BAD_USER_INPUT',
    ],
    ['a point outside the territory', point(34.44, 31.5), 'BAD_USER_INPUT'],
  ])('is given with %s: %j, %s', async (_name, approxPoint, code) => {
    const answer = await facilities().create('reportFacility', { ...clinic, approxPoint });
    expect(answer.code).toBe(code);
  });

  it('is UNKNOWN when its report has run out, until it is reported again', async () => {
    const { record } = await facilities().create('reportFacility', {
      ...clinic,
      observedAt: hour(-2),
      validUntil: hour(-1),
    });
    expect(record).toMatchObject({ function: 'UNKNOWN' });
    const { record: again } = await facilities().advance(
      'reportFacilityFunction',
      'FacilityFunction',
      record,
      'FULL',
      { with: { observedAt: hour(0), validUntil: hour(24) } },
    );
    expect(again).toMatchObject({
      function: 'FULL',
      history: [
        { from: null, to: 'PARTIAL' },
        { from: 'UNKNOWN', to: 'FULL' },
      ],
    });
  });

  it('is reported as observed now, and never until an hour that has passed', async () => {
    const report = { ...clinic, observedAt: hour(-2), validUntil: hour(24) };
    const { record } = await facilities().create('reportFacility', report);
    const go = (from: typeof record) =>
      facilities().advance('reportFacilityFunction', 'FacilityFunction', from, 'NONE');
    const { record: again } = await go(record);
    expect(Date.parse(String(again['observedAt']))).toBeGreaterThan(Date.parse(hour(-1)));
    const past = await facilities().create('reportFacility', { ...report, validUntil: hour(-1) });
    expect(await go(past.record)).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('is in no count once it is withdrawn', async () => {
    const { record } = await facilities().create('reportFacility', { ...clinic, place: 'XT0105' });
    const counted = async () => {
      const { facilityCounts } = await subgraph.query<{ facilityCounts: { points: unknown[] } }>(
        '{ facilityCounts(filter: { place: ["XT0105"] }) { points { records } } }',
      );
      return facilityCounts.points;
    };
    expect(await counted()).toEqual([{ records: 1 }]);
    await facilities().withdraw('withdrawFacility', record);
    expect(await counted()).toEqual([]);
  });
});

describe('a damage assessment', () => {
  const counts = () => records(subgraph, 'DamageAssessment', 'destroyed');

  it('counts each structure once', async () => {
    const { code } = await counts().create('publishDamageAssessment', { ...count, severe: 60 });
    expect(code).toBe('BAD_USER_INPUT');
  });

  it('stands once for a place, day and method, until it is withdrawn', async () => {
    const first = await counts().create('publishDamageAssessment', count);
    const second = () => counts().create('publishDamageAssessment', { ...count, destroyed: 31 });
    expect((await second()).code).toBe('RECORD_EXISTS');
    await counts().withdraw('withdrawDamageAssessment', first.record);
    expect((await second()).record).toMatchObject({ destroyed: 31 });
    const { damageSeries } = await subgraph.query<{ damageSeries: { points: unknown[] } }>(
      '{ damageSeries(from: "2026-03-01", to: "2026-04-01") { points { destroyed records } } }',
    );
    expect(damageSeries.points).toEqual([{ destroyed: 31, records: 1 }]);
  });
});

describe('a hazard survey', () => {
  const surveys = (role = 'reporter') =>
    records(subgraph, 'HazardSurvey', 'state releasedHectares', 'XAA', role);
  const go = (
    record: Parameters<ReturnType<typeof surveys>['withdraw']>[1],
    to: string,
    ...more: [object?, string?]
  ) =>
    surveys(more[1] ?? 'reporter').advance('advanceHazardSurvey', 'UxoState', record, to, {
      with: more[0] ?? {},
    });

  it('is released by a verifier, as a whole', async () => {
    const input = { ...yard, state: 'SUSPECTED' };
    const { record } = await surveys().create('reportHazardSurvey', input);
    expect((await go(record, 'RELEASED', {}, 'verifier')).code).toBe('TRANSITION_NOT_ALLOWED');
    const clearing = (await go(record, 'CLEARANCE')).record;
    const all = { releasedHectares: 2.5 };
    expect((await go(clearing, 'RELEASED', all)).code).toBe('ROLE_REQUIRED');
    const part = { releasedHectares: 2 };
    expect((await go(clearing, 'RELEASED', part, 'verifier')).code).toBe('BAD_USER_INPUT');
    expect((await go(clearing, 'RELEASED', all, 'verifier')).record).toMatchObject({
      state: 'RELEASED',
      releasedHectares: 2.5,
    });
  });

  it('that finds an area free releases it at once', async () => {
    const { record } = await surveys().create('reportHazardSurvey', yard);
    const { record: free } = await go(record, 'RELEASED', { releasedHectares: 2.5 }, 'verifier');
    expect(free).toMatchObject({ state: 'RELEASED' });
  });

  it.each(['CLEARANCE', 'RELEASED'])('does not begin as %s', async (state) => {
    const { code } = await surveys().create('reportHazardSurvey', { ...yard, state });
    expect(code).toBe('TRANSITION_NOT_ALLOWED');
  });
});

describe('figures', () => {
  it('of services are taken in bulk, each by itself', async () => {
    const day = { place: 'XT0102', date: '2026-11-01' };
    const { payload } = await writer(subgraph, 'XAA').call({
      field: 'reportServiceOutputs',
      types: { inputs: '[ServiceOutputInput!]!', marking: 'MarkingInput' },
      args: {
        marking: forPartners,
        inputs: [
          { ...day, gridHoursPerDay: 12 },
          { ...day, gridHoursPerDay: 11 },
          { ...day, date: '2026-11-02', gridHoursPerDay: 25 },
          { ...day, date: '2026-11-03', beds: 40 },
        ],
      },
      select: 'accepted rows { index error { code field } }',
    });
    expect(payload).toEqual({
      accepted: 2,
      rows: [
        { index: 0, error: null },
        { index: 1, error: { code: 'RECORD_EXISTS', field: null } },
        { index: 2, error: { code: 'BAD_USER_INPUT', field: 'gridHoursPerDay' } },
        { index: 3, error: null },
      ],
    });
  });

  it('of debris grow, and end on a day after they began', async () => {
    const tasks = records(subgraph, 'DebrisTask', 'tonnesRemoved completedOn');
    const input = { place: 'XT0101', startedOn: '2026-10-01', tonnesEstimated: 500 };
    const { record } = await tasks.create('reportDebrisTask', input);
    const more = (values: object) =>
      tasks.change('reportDebrisRemoval', 'DebrisProgress', record, values);
    const wrong = await more({ tonnesRemoved: 600, completedOn: '2026-09-01' });
    expect(wrong.code).toBe('BAD_USER_INPUT');
    expect((await more({ tonnesRemoved: 600, completedOn: '2026-11-01' })).record).toMatchObject({
      tonnesRemoved: 600,
      completedOn: '2026-11-01',
    });
  });

  it('that come without a marking are for their owner alone', async () => {
    const input = { place: 'XT0104', date: '2026-11-01', beds: 3 };
    const { record } = await records(subgraph, 'ServiceOutput', 'beds').create(
      'reportServiceOutput',
      input,
      null,
    );
    const seen = async (partner: string) => {
      const { serviceOutput } = await subgraph
        .as(visibilityOf(partner))
        .query<{ serviceOutput: unknown }>(`{ serviceOutput(id: "${record.id}") { beds } }`);
      return serviceOutput;
    };
    expect([await seen('XAA'), await seen('XAB')]).toEqual([{ beds: 3 }, null]);
  });
});
