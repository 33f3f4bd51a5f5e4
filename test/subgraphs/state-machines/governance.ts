import { governance } from '../../../subgraphs/governance/subgraph.ts';
import { recordRow } from '../../support/subgraph.ts';
import type { ProvedSubgraph } from './prove-machines.ts';

const scheme = 'XAA:zone-scheme:1';
const zone = 'XAA:zone:1';
const decision = 'XAA:decision:1';
const seen = { marking_releasable_to: ['PARTNERS'] };
const rows = {
  zone_scheme: [
    {
      ...recordRow(scheme, seen),
      name: { en: 'scheme' },
      author: 'XAA',
      status: 'PROPOSED',
      published_on: '2026-01-01',
      classes: [],
      paths: [{ from: 'A', to: 'B' }],
    },
  ],
  decision: [
    { ...recordRow(decision, seen), kind: 'RULE', title: 'x', text: 'x', decided_on: '2026-01-01' },
  ],
  zone: [
    {
      ...recordRow(zone, seen),
      scheme_id: scheme,
      name: 'zone',
      class_code: 'A',
      authority_temporary: false,
      effective_from: '2026-01-01',
    },
  ],
};

export const governanceMachines: ProvedSubgraph = [
  governance,
  {
    Milestone: {
      row: (state, variant) => ({
        title: 'x',
        reported_met_on: ['REPORTED_MET', 'VERIFIED_MET', 'DISPUTED'].includes(state)
          ? '2026-01-02'
          : null,
        blocked_by:
          state === 'BLOCKED' ? [{ kind: 'SECURITY', reason: 'x', since: '2026-01-01' }] : [],
        // Every other one was blocked before it had begun.
        blocked_in:
          state === 'BLOCKED' ? (variant % 2 === 0 ? 'NOT_STARTED' : 'IN_PROGRESS') : null,
      }),
      values: (_from, to) =>
        to === 'BLOCKED'
          ? { blockedBy: [{ kind: 'SECURITY', reason: 'x', since: '2026-01-01' }] }
          : {},
      // Each is a record of its maker: no value of `reportMilestone` stands for one.
      statements: {
        VERIFIED_MET: {
          field: 'verifyMilestone',
          input: (milestone) => ({
            milestone,
            finding: 'MET',
            verifiedOn: '2026-01-03',
            method: 'x',
          }),
        },
        DISPUTED: {
          field: 'disputeMilestone',
          input: (milestone) => ({ milestone, verifiedOn: '2026-01-03', method: 'x', text: 'x' }),
        },
      },
    },
    ZoneTransition: {
      rows,
      row: () => ({
        scheme_id: scheme,
        zone_id: zone,
        from_class: 'A',
        to_class: 'B',
        criteria: [{ code: 'C1', text: 'x', status: 'MET' }],
      }),
      values: (_from, to) => (to === 'REVERTED' ? { revertedOn: '2026-01-03' } : {}),
      // Another partner endorses it.
      about: (id) => ({
        transition_endorsement: [
          {
            ...recordRow(id.replace('XAA:zone-transition', 'XAB:transition-endorsement'), seen),
            transition_id: id,
            verdict: 'ENDORSED',
            stated_on: '2026-01-02',
          },
        ],
      }),
    },
    ReformBenchmark: {},
    Pledge: {
      row: () => ({ kind: 'FUNDS', unit: 'EUR', amount: 100 }),
      values: (_from, to) => (to === 'FULFILLED' ? { fulfilledAmount: 100 } : {}),
    },
    Dependency: {
      rows,
      row: () => ({ zone_id: zone, required_class: 'B', milestone_id: null }),
      values: (_from, to) => (to === 'WAIVED' ? { decision } : {}),
    },
  },
];
