import { defineWrites } from '@entente/kit';
import { dependencyStates } from '../states/dependency.ts';
import { milestoneStates } from '../states/milestone.ts';
import { pledgeStates } from '../states/pledge.ts';
import { reformBenchmarkStates } from '../states/reform-benchmark.ts';
import { zoneTransitionStates } from '../states/zone-transition.ts';
import { checkDecision } from './check-decision.ts';
import { checkDecisionConflict } from './check-decision-conflict.ts';
import { checkDependency } from './check-dependency.ts';
import { checkDisplacementFigure } from './check-displacement-figure.ts';
import { checkIndicatorValue } from './check-indicator-value.ts';
import { checkMilestone } from './check-milestone.ts';
import { checkMilestoneVerification } from './check-milestone-verification.ts';
import { checkPledge } from './check-pledge.ts';
import { checkPosition } from './check-position.ts';
import { checkReformBenchmark } from './check-reform-benchmark.ts';
import { checkRepresentation } from './check-representation.ts';
import { checkTransitionEndorsement } from './check-transition-endorsement.ts';
import { checkZone } from './check-zone.ts';
import { checkZoneTransition } from './check-zone-transition.ts';

const roles = ['reporter'];

/**
 * How the records of this subgraph are written. Bodies, mandates, schemes, indicators, counters and
 * participations are imported: what they say is decided elsewhere.
 */
export const writes = [
  defineWrites('Milestone', {
    create: {
      field: 'registerMilestone',
      roles,
      extra: ['blockingMilestones'],
      defaults: ({ blockingMilestones }) => ({ blocking_milestones_id: blockingMilestones }),
    },
    advance: { field: 'reportMilestone', states: milestoneStates },
    correct: { field: 'correctMilestone', roles },
    withdraw: { field: 'withdrawMilestone', roles },
    check: checkMilestone,
  }),
  // What `statements` does more than this stands there.
  defineWrites('MilestoneVerification', {
    create: { field: 'verifyMilestone', roles: ['verifier'] },
    correct: { field: 'correctMilestoneVerification', roles: ['verifier', 'reporter'] },
    withdraw: { field: 'withdrawMilestoneVerification', roles: ['verifier', 'reporter'] },
    check: checkMilestoneVerification,
  }),
  defineWrites('Zone', {
    create: { field: 'drawZone', roles },
    changes: [{ field: 'updateZone', roles }],
    correct: { field: 'correctZone', roles },
    withdraw: { field: 'withdrawZone', roles },
    check: checkZone,
  }),
  defineWrites('ZoneTransition', {
    create: { field: 'proposeTransition', roles },
    advance: { field: 'advanceTransition', states: zoneTransitionStates },
    changes: [{ field: 'updateTransition', roles: ['reporter', 'verifier'] }],
    correct: { field: 'correctZoneTransition', roles },
    withdraw: { field: 'withdrawZoneTransition', roles },
    check: checkZoneTransition,
  }),
  defineWrites('TransitionEndorsement', {
    create: { field: 'endorseTransition', roles },
    correct: { field: 'correctTransitionEndorsement', roles },
    withdraw: { field: 'withdrawTransitionEndorsement', roles },
    check: checkTransitionEndorsement,
  }),
  defineWrites('ReformBenchmark', {
    create: { field: 'registerBenchmark', roles },
    advance: { field: 'advanceBenchmark', states: reformBenchmarkStates },
    correct: { field: 'correctReformBenchmark', roles },
    withdraw: { field: 'withdrawReformBenchmark', roles },
    check: checkReformBenchmark,
  }),
  defineWrites('Pledge', {
    create: { field: 'recordPledge', roles },
    advance: { field: 'advancePledge', states: pledgeStates },
    changes: [{ field: 'updatePledge', roles }],
    correct: { field: 'correctPledge', roles },
    withdraw: { field: 'withdrawPledgeRecord', roles },
    check: checkPledge,
  }),
  defineWrites('Decision', {
    create: { field: 'publishDecision', roles },
    correct: { field: 'correctDecision', roles },
    withdraw: { field: 'withdrawDecision', roles },
    check: checkDecision,
  }),
  defineWrites('DecisionConflict', {
    create: {
      field: 'stateConflict',
      roles,
      extra: ['decisions'],
      defaults: ({ decisions }) => ({ decisions_id: decisions }),
    },
    changes: [{ field: 'resolveConflict', roles }],
    correct: { field: 'correctDecisionConflict', roles },
    withdraw: { field: 'withdrawDecisionConflict', roles },
    check: checkDecisionConflict,
  }),
  defineWrites('Position', {
    create: {
      field: 'statePosition',
      roles,
      defaults: ({ body }, { caller }) => (body == null ? { partner: caller.partner } : {}),
    },
    correct: { field: 'correctPosition', roles },
    withdraw: { field: 'withdrawPosition', roles },
    check: checkPosition,
  }),
  defineWrites('Representation', {
    create: { field: 'stateRepresentation', roles },
    correct: { field: 'correctRepresentation', roles },
    withdraw: { field: 'withdrawRepresentation', roles },
    check: checkRepresentation,
  }),
  defineWrites('IndicatorValue', {
    create: { field: 'reportIndicatorValue', roles, bulk: 'reportIndicatorValues' },
    correct: { field: 'correctIndicatorValue', roles },
    withdraw: { field: 'withdrawIndicatorValue', roles },
    check: checkIndicatorValue,
    limits: { value: { min: -1e15 } },
  }),
  defineWrites('Dependency', {
    create: { field: 'setGate', roles },
    advance: { field: 'advanceGate', states: dependencyStates },
    correct: { field: 'correctDependency', roles },
    withdraw: { field: 'withdrawDependency', roles },
    check: checkDependency,
  }),
  defineWrites('DisplacementFigure', {
    create: { field: 'reportDisplacement', roles, bulk: 'reportDisplacements' },
    correct: { field: 'correctDisplacementFigure', roles },
    withdraw: { field: 'withdrawDisplacementFigure', roles },
    check: checkDisplacementFigure,
  }),
];
