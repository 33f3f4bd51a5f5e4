import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import {
  alertRow,
  assessmentRow,
  commitmentRow,
  incidentRow,
  reportRow,
  summaryRow,
} from './rows.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(ceasefireMonitoring);
  await subgraph.load({
    commitment: [
      commitmentRow('XAA:commitment:3'),
      commitmentRow('XAA:commitment:16', { plan_point_number: 16 }),
    ],
    incident: [
      incidentRow('XAA:incident:1', { crossing_code: 'NORTH' }),
      incidentRow('XAA:incident:2', { place_pcode: 'XX02' }),
    ],
    incident_report: [
      reportRow('XAA:report:1'),
      reportRow('XAA:report:2', { reporter_code: 'XAB', place_pcode: 'XX02' }),
    ],
    assessment: [
      assessmentRow('XAB:assessment:1', 'XAA:incident:1', 'VIOLATION'),
      // Held by one partner, made by another.
      assessmentRow('XAA:assessment:2', 'XAA:incident:2', 'VIOLATION', { by_partner_code: 'XAB' }),
    ],
    alert: [
      alertRow('XAA:alert:1', { places_pcode: ['XX01', 'XX02'] }),
      alertRow('XAA:alert:2', { places_pcode: ['XX02'] }),
    ],
    period_summary: [summaryRow('XAA:summary:1', '2026-03-02', 'XX01', { verified: null })],
  });
});
afterAll(() => subgraph.close());

async function extend(representations: Record<string, unknown>[], selection: string) {
  const { _entities } = await subgraph.query<{ _entities: unknown }>(
    `query ($representations: [_Any!]!) {
      _entities(representations: $representations) { ... on ${representations[0]?.['__typename']}
        ${selection} } }`,
    { representations },
  );
  return _entities;
}
const nodes = (...ids: string[]) => ({ nodes: ids.map((id) => ({ id: `XAA:${id}` })) });

describe('entities of other subgraphs', () => {
  it('a place has its own incidents, reports, alerts and summaries', async () => {
    const places = ['XX01', 'XX02', 'XX03'].map((pcode) => ({ __typename: 'Place', pcode }));
    const ids = '{ nodes { id } }';
    expect(
      await extend(
        places,
        `{ incidents ${ids} incidentReports ${ids} alerts ${ids}
          periodSummaries { nodes { id alleged verified } } }`,
      ),
    ).toEqual([
      {
        incidents: nodes('incident:1'),
        incidentReports: nodes('report:1'),
        alerts: nodes('alert:1'),
        periodSummaries: { nodes: [{ id: 'XAA:summary:1', alleged: 4, verified: null }] },
      },
      {
        incidents: nodes('incident:2'),
        incidentReports: nodes('report:2'),
        alerts: nodes('alert:1', 'alert:2'),
        periodSummaries: nodes(),
      },
      { incidents: nodes(), incidentReports: nodes(), alerts: nodes(), periodSummaries: nodes() },
    ]);
  });

  it('a crossing has the incidents near it', async () => {
    const crossing = { __typename: 'Crossing', code: 'NORTH' };
    expect(await extend([crossing], '{ incidents { nodes { id } } }')).toEqual([
      { incidents: nodes('incident:1') },
    ]);
  });

  it('a partner has the assessments it made and the reports it gave, whoever holds them', async () => {
    const partner = { __typename: 'Partner', code: 'XAB' };
    expect(
      await extend([partner], '{ assessments { nodes { id } } incidentReports { nodes { id } } }'),
    ).toEqual([
      {
        assessments: { nodes: [{ id: 'XAA:assessment:2' }, { id: 'XAB:assessment:1' }] },
        incidentReports: nodes('report:2'),
      },
    ]);
  });

  it('a plan point has the commitments that carry it out', async () => {
    const points = [3, 16, 8].map((number) => ({ __typename: 'PlanPoint', number }));
    expect(await extend(points, '{ commitments { nodes { id } } }')).toEqual([
      { commitments: nodes('commitment:3') },
      { commitments: nodes('commitment:16') },
      { commitments: nodes() },
    ]);
  });

  it('an alert gives what other subgraphs require of it', async () => {
    const alert = { __typename: 'Alert', id: 'XAA:alert:1' };
    expect(await extend([alert], '{ placeCodes places { pcode } effectiveFrom status }')).toEqual([
      {
        placeCodes: ['XX01', 'XX02'],
        places: [{ pcode: 'XX01' }, { pcode: 'XX02' }],
        effectiveFrom: '2026-03-01T08:00:00.000000Z',
        status: 'EXERCISE',
      },
    ]);
  });
});
