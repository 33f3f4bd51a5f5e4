import type { PlannerResult } from './planner.ts';

const advice = {
  /** The supergraph has what it does not plan. */
  PLANNER_LACKS_FEATURE: 'Leave the choice of the planner to the gateway, or drop the feature.',
  /** The platform has no build of it, or it would not have the supergraph. */
  PLANNER_REFUSED: 'Choose the other planner, or compose the supergraph anew.',
} as const;

/** Why a planner cannot serve a supergraph, as a finding. */
export function plannerFailure(
  code: keyof typeof advice,
  message: string,
): Extract<PlannerResult, { kind: 'failed' }> {
  return {
    kind: 'failed',
    findings: [
      {
        subgraph: 'supergraph',
        line: 1,
        code,
        message,
        advice: advice[code],
        severity: 'error',
      },
    ],
  };
}
