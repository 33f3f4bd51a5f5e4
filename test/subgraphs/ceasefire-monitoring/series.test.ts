import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { assessmentRow, commitmentRow, decided, incidentRow } from './rows.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
  const commitment = { commitment_id: 'XAA:commitment:1', plan_point_number: 3 };
  await subgraph.load({
    commitment: [commitmentRow('XAA:commitment:1')],
    incident: [
      incidentRow('XAA:incident:1', { occurred_on: '2026-03-02', ...commitment }),
      incidentRow('XAA:incident:2', { occurred_on: '2026-03-08', ...decided('VERIFIED', 10) }),
      incidentRow('XAA:incident:3', { occurred_on: '2026-03-08', ...decided('VERIFIED', 20) }),
      incidentRow('XAA:incident:4', { occurred_on: '2026-03-09', ...decided('VERIFIED', 60) }),
      incidentRow('XAA:incident:5', {
        occurred_on: '2026-03-09',
        ...decided('DUPLICATE', 1),
        duplicate_of_id: 'XAA:incident:4',
      }),
      incidentRow('XAA:incident:6', { occurred_on: '2026-03-16' }),
      incidentRow('XAB:incident:7', {
        occurred_on: '2026-03-03',
        place_pcode: 'XX02',
        ...commitment,
        ...decided('DISPUTED', 5),
      }),
    ],
    assessment: [
      assessmentRow('XAA:assessment:1', 'XAA:incident:1', 'VIOLATION'),
      assessmentRow('XAB:assessment:2', 'XAA:incident:1', 'NO_VIOLATION'),
      assessmentRow('XAB:assessment:3', 'XAA:incident:2', 'VIOLATION'),
    ],
  });
});
afterAll(() => subgraph.close());

const march = 'from: "2026-03-02", to: "2026-03-16"';
const counts = 'alleged verified disputed unsubstantiated';

async function points(field: string, at?: (data: never) => { points: unknown[] }) {
  const data = await subgraph.query<Record<string, { points: unknown[] }>>(field);
  const series = at === undefined ? Object.values(data)[0] : at(data as never);
  return series?.points;
}

describe('incidentSeries', () => {
  it('keeps allegation, finding and dispute apart, by ISO week', async () => {
    expect(
      await points(`{ incidentSeries(${march}, interval: WEEK) { points { period ${counts} } } }`),
    ).toEqual([
      { period: '2026-03-02', alleged: 1, verified: 2, disputed: 1, unsubstantiated: 0 },
      { period: '2026-03-09', alleged: 0, verified: 1, disputed: 0, unsubstantiated: 0 },
    ]);
  });

  it('splits by place when asked, and leaves out periods without incidents', async () => {
    expect(
      await points(`{ incidentSeries(${march}, by: [PLACE]) {
        points { period place { pcode } alleged disputed } } }`),
    ).toEqual([
      { period: '2026-03-02', place: { pcode: 'XX01' }, alleged: 1, disputed: 0 },
      { period: '2026-03-03', place: { pcode: 'XX02' }, alleged: 0, disputed: 1 },
      { period: '2026-03-08', place: { pcode: 'XX01' }, alleged: 0, disputed: 0 },
      { period: '2026-03-09', place: { pcode: 'XX01' }, alleged: 0, disputed: 0 },
    ]);
  });

  it('hangs from commitments and plan points', async () => {
    const series = `incidentSeries(${march}, interval: MONTH) { points { alleged disputed } }`;
    const expected = [{ alleged: 1, disputed: 1 }];
    expect(
      await points(
        `{ commitment(id: "XAA:commitment:1") { ${series} } }`,
        (data: { commitment: { incidentSeries: { points: unknown[] } } }) =>
          data.commitment.incidentSeries,
      ),
    ).toEqual(expected);
    const representations = [{ __typename: 'PlanPoint', number: 3 }];
    const data = await subgraph.query<{ _entities: unknown }>(
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) { ... on PlanPoint { ${series} } } }`,
      { representations },
    );
    expect(data._entities).toEqual([{ incidentSeries: { points: expected } }]);
  });

  it('covers the places of a zone', async () => {
    const { _entities } = await subgraph.query<{ _entities: unknown }>(
      `query ($representations: [_Any!]!) {
        _entities(representations: $representations) { ... on Zone {
          incidentSeries(${march}, interval: MONTH) { points { alleged verified disputed } } } } }`,
      {
        representations: [
          { __typename: 'Zone', id: 'XAA:zone:both', placeCodes: ['XX01', 'XX02'] },
          { __typename: 'Zone', id: 'XAA:zone:second', placeCodes: ['XX02'] },
          { __typename: 'Zone', id: 'XAA:zone:nowhere', placeCodes: [] },
        ],
      },
    );
    expect(_entities).toEqual([
      { incidentSeries: { points: [{ alleged: 1, verified: 3, disputed: 1 }] } },
      { incidentSeries: { points: [{ alleged: 0, verified: 0, disputed: 1 }] } },
      { incidentSeries: { points: [] } },
    ]);
  });
});

describe('assessmentSeries', () => {
  it('never sums over findings', async () => {
    expect(
      await points(`{ assessmentSeries(from: "2026-03-01", to: "2026-03-02", by: [BY_PARTNER]) {
        points { finding byPartner { code } assessments } } }`),
    ).toEqual([
      { finding: 'NO_VIOLATION', byPartner: { code: 'XAB' }, assessments: 1 },
      { finding: 'VIOLATION', byPartner: { code: 'XAA' }, assessments: 1 },
      { finding: 'VIOLATION', byPartner: { code: 'XAB' }, assessments: 1 },
    ]);
  });
});

describe('verificationSeries', () => {
  it('gives median and total of each owner and standing', async () => {
    expect(
      await points(`{ verificationSeries(from: "2026-03-01", to: "2026-04-01", interval: MONTH) {
        points { owner { code } standing decided hoursTotal hoursMedian } } }`),
    ).toEqual([
      { owner: { code: 'XAA' }, standing: 'DUPLICATE', decided: 1, hoursTotal: 1, hoursMedian: 1 },
      { owner: { code: 'XAA' }, standing: 'VERIFIED', decided: 3, hoursTotal: 90, hoursMedian: 20 },
      { owner: { code: 'XAB' }, standing: 'DISPUTED', decided: 1, hoursTotal: 5, hoursMedian: 5 },
    ]);
  });
});
