import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { governance } from '../../../subgraphs/governance/subgraph.ts';
import { openTestSubgraph, recordRow, type TestSubgraph } from '../../support/subgraph.ts';

let subgraph: TestSubgraph;

beforeAll(async () => {
  subgraph = await openTestSubgraph(governance);
});
afterAll(() => subgraph.close());

const gate = {
  ...recordRow('XAA:dependency:1'),
  project_id: 'XAA:project:1',
  sector: 'SHL',
  zone_id: 'XAA:zone:1',
  required_class: 'BLUE',
  milestone_id: null,
  state: 'CLOSED',
  state_changed_at: '2026-01-01T00:00:00Z',
  reason: 'Waits for the class.',
  decision_id: null,
};
const transition = {
  ...recordRow('XAA:zone-transition:1'),
  scheme_id: 'XAA:zone-scheme:1',
  zone_id: 'XAA:zone:1',
  from_class: 'RED',
  to_class: 'BLUE',
  state: 'PROPOSED',
  state_changed_at: '2026-01-01T00:00:00Z',
  criteria: [
    { code: 'C1', text: 'Survey', status: 'NOT_ASSESSED', assessedOn: null, assessedBy: null },
  ],
  proposed_on: '2026-01-01',
};

describe('the tables refuse', () => {
  it.each([
    ['a gate before health work', 'dependency', { ...gate, sector: 'HEA' }],
    ['a gate before water work', 'dependency', { ...gate, sector: 'WSH' }],
    ['a gate on nothing', 'dependency', { ...gate, zone_id: null, required_class: null }],
    [
      'a conversion that goes on while criteria remain',
      'zone_transition',
      { ...transition, state: 'ENDORSED' },
    ],
    [
      'a made up counter',
      'obligation_counter',
      {
        ...recordRow('XAA:obligation-counter:1'),
        kind: 'REMAINS',
        plan_point_number: 5,
        instrument: 'x',
        agreed: 2,
        fulfilled: 1,
        published_on: '2026-01-01',
        publisher: 'x',
      },
    ],
    [
      'an amount beside its suppression',
      'pledge',
      {
        ...recordRow('XAA:pledge:1'),
        kind: 'STAFF',
        purpose: 'x',
        amount: 4,
        unit: 'PERSONS',
        suppressed: true,
        announced_on: '2026-01-01',
        state: 'ANNOUNCED',
        state_changed_at: '2026-01-01T00:00:00Z',
      },
    ],
  ])('%s', async (_what, table, row) => {
    await expect(subgraph.load({ [table]: [row] })).rejects.toThrow(/violates check constraint/);
  });

  it('and accept what keeps the rules', async () => {
    await subgraph.load({ dependency: [gate], zone_transition: [transition] });
    expect(
      await subgraph.query(
        '{ dependencies { totalCount } zoneTransitions { nodes { criteriaRemaining } } }',
      ),
    ).toEqual({
      dependencies: { totalCount: 1 },
      zoneTransitions: { nodes: [{ criteriaRemaining: 1 }] },
    });
  });
});
