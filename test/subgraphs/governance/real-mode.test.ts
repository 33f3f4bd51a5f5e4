import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { governance } from '../../../subgraphs/governance/subgraph.ts';
import { openTestSubgraph, recordRow, type TestSubgraph } from '../../support/subgraph.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(governance, 'real');
});
afterAll(() => subgraph.close());

const today = () => new Date().toISOString().slice(0, 10);

/** The first end of a cycle that is not past, where every month in question has the day. */
function nextCycle(from: string, months: number): string {
  for (let n = 1; ; n++) {
    const date = new Date(`${from}T00:00:00Z`);
    date.setUTCMonth(date.getUTCMonth() + n * months);
    const day = date.toISOString().slice(0, 10);
    if (day >= today()) return day;
  }
}

describe('real mode', () => {
  it('knows the public bodies, the points they lead and their mandates, for everyone', async () => {
    const { bodies, planPoint } = await subgraph.query<{ bodies: object; planPoint: object }>(`{
      bodies(orderBy: CODE_ASC) { nodes { id code owner { code } source { id } exercise
        marking { tlp releasableTo purposes } planPoints { number } mandates { totalCount } } }
      planPoint: _entities(representations: [{__typename: "PlanPoint", number: 9}]) {
        ... on PlanPoint { leadBodies(orderBy: CODE_ASC) { nodes { code } } } } }`);
    const body = (code: string, source: string, planPoints: number[], mandates: number) => ({
      id: `HUB:body:${code}`,
      code,
      owner: { code: 'HUB' },
      source: { id: `HUB:source:${source}` },
      exercise: false,
      marking: {
        tlp: 'CLEAR',
        releasableTo: ['PUBLIC'],
        purposes: ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'],
      },
      planPoints: planPoints.map((number) => ({ number })),
      mandates: { totalCount: mandates },
    });
    expect(bodies).toEqual({
      nodes: [
        body('BOP', 's-res-2803-2025', [9], 1),
        body('CMCC', 'public-bodies', [], 0),
        body('ISF', 's-res-2803-2025', [15], 1),
        body('NCAG', 'public-bodies', [9], 0),
        body('PA', 'plan-2025-09-29', [], 0),
      ],
    });
    expect(planPoint).toEqual([{ leadBodies: { nodes: [{ code: 'BOP' }, { code: 'NCAG' }] } }]);
  });

  it('says until when the mandates run and when the next report is due', async () => {
    const { mandates } = await subgraph.query<{ mandates: { nodes: object[] } }>(
      '{ mandates { nodes { instrument votesFor votesAgainst abstentions adoptedOn expiresOn nextReportDueOn } } }',
    );
    const due = nextCycle('2025-11-17', 6);
    const resolution = {
      instrument: 'S/RES/2803 (2025)',
      votesFor: 13,
      votesAgainst: 0,
      abstentions: 2,
      adoptedOn: '2025-11-17',
      expiresOn: '2027-12-31',
      nextReportDueOn: due <= '2027-12-31' ? due : null,
    };
    expect(mandates.nodes).toEqual([resolution, resolution]);
  });

  it('has nothing that has a status', async () => {
    expect(
      await subgraph.query(`{
        milestones { totalCount } zones { totalCount } zoneTransitions { totalCount }
        decisions { totalCount } reformBenchmarks { totalCount } pledges { totalCount }
        obligationCounters { totalCount } participations { totalCount } positions { totalCount } }`),
    ).toEqual({
      milestones: { totalCount: 0 },
      zones: { totalCount: 0 },
      zoneTransitions: { totalCount: 0 },
      decisions: { totalCount: 0 },
      reformBenchmarks: { totalCount: 0 },
      pledges: { totalCount: 0 },
      obligationCounters: { totalCount: 0 },
      participations: { totalCount: 0 },
      positions: { totalCount: 0 },
    });
  });

  it('counts what remains of an obligation from the figures as published', async () => {
    const counter = (local: string, agreed: number, fulfilled: number) => ({
      ...recordRow(`HUB:obligation-counter:${local}`, { exercise: false }),
      kind: 'DETAINEES',
      plan_point_number: 5,
      instrument: 'A test instrument',
      agreed,
      fulfilled,
      published_on: '2026-01-02',
      publisher: 'A test publisher',
    });
    await subgraph.load({ obligation_counter: [counter('1', 40, 15), counter('2', 40, 40)] });
    expect(
      await subgraph.query(
        '{ obligationCounters(filter: {remaining: {min: 1}}) { nodes { id agreed fulfilled remaining } } }',
      ),
    ).toEqual({
      obligationCounters: {
        nodes: [{ id: 'HUB:obligation-counter:1', agreed: 40, fulfilled: 15, remaining: 25 }],
      },
    });
  });
});

describe('a mandate', () => {
  it('counts months from the first day, so that a 31st comes back', async () => {
    const mandate = (local: string, more: object) => ({
      ...recordRow(`HUB:mandate:${local}`, { exercise: false }),
      body_id: 'HUB:body:PA',
      instrument: local,
      scope: 'Test',
      constraints: [],
      adopted_on: '2000-08-31',
      votes_for: null,
      votes_against: null,
      abstentions: null,
      expires_on: null,
      reporting_cycle_months: 12,
      reports_to: null,
      reports_counted_from: '2000-08-31',
      renews_id: null,
      ...more,
    });
    await subgraph.load({
      mandate: [
        mandate('yearly', {}),
        mandate('ended', { expires_on: '2001-01-01' }),
        mandate('no-cycle', { reporting_cycle_months: null, reports_counted_from: null }),
        mandate('ahead', {
          adopted_on: '2190-01-31',
          reports_counted_from: '2190-01-31',
          reporting_cycle_months: 1,
        }),
      ],
    });
    const { mandates } = await subgraph.query<{ mandates: { nodes: object[] } }>(
      '{ mandates(filter: {body: ["HUB:body:PA"]}, orderBy: EXPIRES_ON_ASC) { nodes { instrument nextReportDueOn } } }',
    );
    expect(mandates.nodes).toEqual([
      { instrument: 'ended', nextReportDueOn: null },
      { instrument: 'ahead', nextReportDueOn: '2190-02-28' },
      { instrument: 'no-cycle', nextReportDueOn: null },
      { instrument: 'yearly', nextReportDueOn: nextCycle('2000-08-31', 12) },
    ]);
  });
});
