import type { Row } from '@entente/kit';
import { governance as subgraph } from '../../../../subgraphs/governance/subgraph.ts';
import { schemeRow } from '../../../subgraphs/governance/rows.ts';
import { recordRow } from '../../../support/subgraph.ts';
import type { Draw } from '../draw.ts';
import { drawLabel } from '../draw-label.ts';
import { partners } from '../partners.ts';
import type { WrittenDomain } from '../written-domain.ts';

/** The partner after the one at this place: of its own records, nobody is the verifier. */
function next(place: number): string {
  return partners[(place + 1) % partners.length] ?? '';
}

/** One that is reported as met, and has a verifier. */
function milestoneRow(id: string, verifier: string, marked: Row, { text }: Draw): Row {
  return recordRow(id, {
    plan_point_number: 1,
    title: text(),
    state: 'REPORTED_MET',
    state_changed_at: '2026-01-02T00:00:00Z',
    reported_met_on: '2026-01-02',
    verifier_code: verifier,
    verified_met_on: null,
    verified_by_id: null,
    ...marked,
  });
}

/** States that a dispute ends, and those in which a finding has something to say. */
const claimed = ['REPORTED_MET', 'VERIFIED_MET'];
const met = [...claimed, 'DISPUTED'];

export const governance: WrittenDomain = {
  subgraph,
  rows: (draw) => {
    const of = (type: string) => partners.map((owner) => draw.newId(owner, type));
    const [reported, verified] = [of('Milestone'), of('Milestone')];
    // By the partner after the milestone's own.
    const findings = partners.map((_, place) => draw.newId(next(place), 'MilestoneVerification'));
    return {
      zone_scheme: of('ZoneScheme').map((id) => schemeRow(id, drawLabel(draw))),
      milestone: [
        ...reported.map((id, place) => milestoneRow(id, next(place), drawLabel(draw), draw)),
        ...verified.map((id, place) => ({
          ...milestoneRow(id, next(place), drawLabel(draw), draw),
          state: 'VERIFIED_MET',
          verified_met_on: '2026-01-03',
          verified_by_id: findings[place],
        })),
      ],
      milestone_verification: findings.map((id, place) =>
        recordRow(id, {
          milestone_id: verified[place],
          finding: 'MET',
          verified_on: '2026-01-03',
          method: 'visit',
          text: draw.text(),
          ...drawLabel(draw),
        }),
      ),
      // Most gates stand on a milestone that is verified: they can be opened.
      dependency: of('Dependency').map((id, place) =>
        recordRow(id, {
          project_id: `XAA:other:${place}`,
          sector: 'SHL',
          milestone_id: draw.chance(70) ? verified[place] : draw.pick([...verified, ...reported]),
          state: 'CLOSED',
          state_changed_at: '2026-01-02T00:00:00Z',
          reason: draw.text(),
          ...drawLabel(draw),
        }),
      ),
      pledge: of('Pledge').map((id) =>
        recordRow(id, {
          partner_code: id.slice(0, 3),
          kind: 'FUNDS',
          purpose: draw.text(),
          unit: 'EUR',
          amount: 100,
          suppressed: false,
          announced_on: '2026-01-02',
          state: 'CONFIRMED',
          state_changed_at: '2026-01-02T00:00:00Z',
          ...drawLabel(draw),
        }),
      ),
      body: of('Body').map((id) =>
        recordRow(id, { code: id, name: { en: id }, kind: 'AUTHORITY', ...drawLabel(draw) }),
      ),
      indicator: of('Indicator').map((id) =>
        recordRow(id, {
          code: id,
          name: { en: id },
          definition: id,
          unit: draw.pick(['persons', 'km']),
          direction: 'HIGHER_IS_BETTER',
          ...drawLabel(draw),
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
        (row, { partner }) =>
          claimed.includes(String(row['state'])) && row['owner_code'] !== partner,
      ),
      text: text(),
    }),
    MilestoneVerificationInput: ({ id, text }) => ({
      milestone: id('Milestone', (row) => met.includes(String(row['state']))),
      text: text(),
    }),
    DependencyCorrection: ({ text }) => ({ reason: text() }),
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
  markedAsSubject: ['verifyMilestone', 'disputeMilestone', 'endorseTransition'],
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
