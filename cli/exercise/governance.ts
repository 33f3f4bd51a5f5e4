import type { TableRows } from '@entente/kit';
import { bodies, mandates } from './governance/bodies.ts';
import { decisionConflicts, decisions } from './governance/decisions.ts';
import { displacementFigures } from './governance/displacement.ts';
import { dependencies } from './governance/gates.ts';
import { indicators, indicatorValues } from './governance/indicators.ts';
import { milestones, milestoneVerifications } from './governance/milestones.ts';
import { participations, representations } from './governance/participation.ts';
import { pledges } from './governance/pledges.ts';
import { positions } from './governance/positions.ts';
import { reformBenchmarks } from './governance/reform-benchmarks.ts';
import { transitionEndorsements, zoneTransitions } from './governance/transitions.ts';
import { zoneHistory } from './governance/zone-history.ts';
import { zoneSchemes, zones } from './governance/zones.ts';
import type { World } from './world.ts';

/** All rows of the governance subgraph for an exercise. No obligation counters: none are made up. */
export function generateGovernance(world: World): TableRows {
  const history = zoneHistory(world);
  const transition = zoneTransitions(world, history);
  const milestone = milestones(world);
  return {
    body: bodies(world),
    mandate: mandates(world),
    participation: participations(world),
    representation: representations(world),
    reform_benchmark: reformBenchmarks(world),
    pledge: pledges(world),
    milestone,
    milestone_verification: milestoneVerifications(world, milestone),
    indicator: indicators(world),
    indicator_value: indicatorValues(world),
    dependency: dependencies(world, history),
    displacement_figure: displacementFigures(world),
    zone_scheme: zoneSchemes(world),
    zone: zones(world, history),
    zone_transition: transition,
    transition_endorsement: transitionEndorsements(world, transition),
    decision: decisions(world),
    decision_conflict: decisionConflicts(world),
    position: positions(world),
  };
}
