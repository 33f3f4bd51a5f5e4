import { governance as subgraph } from '../../../../subgraphs/governance/subgraph.ts';
import { schemeRow } from '../../../subgraphs/governance/rows.ts';
import { recordRow } from '../../../support/subgraph.ts';
import type { Draw } from '../draw.ts';
import { partners } from '../partners.ts';
import type { WrittenDomain } from '../written-domain.ts';

const wide = { marking_policy_id: 'WIDE', changed_at: '2026-01-01T00:00:00Z' };

/** Released to some, or to their owner alone. */
function label({ chance, some }: Draw) {
  return { ...wide, marking_releasable_to: chance(60) ? ['PARTNERS'] : some(partners, 30) };
}

/** States in which a finding has something to say. */
const met = ['REPORTED_MET', 'VERIFIED_MET', 'DISPUTED'];

export const governance: WrittenDomain = {
  subgraph,
  rows: (draw) => {
    const of = (type: string) => partners.map((owner) => draw.newId(owner, type));
    return {
      zone_scheme: of('ZoneScheme').map((id) => schemeRow(id, label(draw))),
      milestone: of('Milestone').map((id) =>
        recordRow(id, {
          plan_point_number: 1,
          title: draw.text(),
          state: 'REPORTED_MET',
          state_changed_at: '2026-01-02T00:00:00Z',
          reported_met_on: '2026-01-02',
          ...label(draw),
        }),
      ),
      body: of('Body').map((id) =>
        recordRow(id, { code: id, name: { en: id }, kind: 'AUTHORITY', ...label(draw) }),
      ),
      indicator: of('Indicator').map((id) =>
        recordRow(id, {
          code: id,
          name: { en: id },
          definition: id,
          unit: draw.pick(['persons', 'km']),
          direction: 'HIGHER_IS_BETTER',
          ...label(draw),
        }),
      ),
    };
  },
  inputs: {
    PledgeInput: () => ({ kind: 'FUNDS', unit: 'EUR', amount: 100, suppressed: false }),
    PledgeProgress: () => ({ fulfilledAmount: 50 }),
    DecisionInput: () => ({ kind: 'RULE', releases: [] }),
    DisplacementFigureInput: () => ({ week: '2026-06-01', fromPlace: 'XT0101' }),
    MilestoneDisputeInput: ({ id, text }) => ({
      milestone: id(
        'Milestone',
        (row, { partner }) => met.includes(String(row['state'])) && row['owner_code'] !== partner,
      ),
      text: text(),
    }),
    MilestoneVerificationInput: ({ id, text }) => ({
      milestone: id('Milestone', (row) => met.includes(String(row['state']))),
      text: text(),
    }),
    MilestoneProgress: ({ day }) => ({ reportedMetOn: day('past') }),
    DecisionConflictInput: ({ id }) => ({ decisions: [id('Decision'), id('Decision')] }),
    RepresentationInput: ({ id }) => ({ forum: id('Body') }),
    ZoneTransitionInput: ({ chance, id, record }) => {
      const zone = record('Zone', false);
      const classes = { fromClass: 'RED', toClass: 'AMBER' };
      if (zone === null || chance(20)) return { zone: id('Zone'), ...classes };
      return { zone: zone['id'], scheme: zone['scheme_id'], ...classes };
    },
    DependencyInput: ({ chance, id }) =>
      chance(50) ? { zone: id('Zone'), requiredClass: 'AMBER' } : { milestone: id('Milestone') },
    PositionInput: ({ pick, id }) =>
      pick([{ decision: id('Decision') }, { scheme: id('ZoneScheme') }, { planPoint: 1 }]),
    MilestoneBlockInput: ({ id, text }) => ({
      kind: 'ANOTHER_MILESTONE',
      reason: text(),
      since: '2026-01-01',
      milestone: id('Milestone'),
    }),
    TransitionCriterionInput: ({ text, chance }) => ({
      code: text(),
      text: text(),
      status: chance(80) ? 'MET' : 'NOT_MET',
    }),
  },
  values: {
    classCode: ({ chance }) => (chance(80) ? 'RED' : 'BLUE'),
    fromClass: () => 'RED',
    toClass: () => 'AMBER',
    suppressed: () => false,
    polygon: () => null,
    requiredClass: () => 'AMBER',
    dissents: () => [],
    planPoints: () => [1],
    week: () => '2026-06-01',
  },
  keys: { Place: ['XT0101', 'XT0102'], PlanPoint: [1, 2], Source: ['s1'] },
  alongside: {
    Dependency: ['Milestone', 'Zone'],
    DecisionConflict: ['Decision'],
    Decision: ['DecisionConflict'],
    Position: ['Decision'],
    Milestone: ['Dependency'],
  },
  references: {
    decisions: 'Decision',
    blockingMilestones: 'Milestone',
    milestone: 'Milestone',
    decision: 'Decision',
    zone: 'Zone',
    mandate: 'Mandate',
    releases: 'Decision',
  },
};
