import type { PlannerResult } from './planner.ts';

const advice = {
  /** It is not there, or did not start. */
  PLANNER_UNAVAILABLE:
    "Use Apollo's planner (`--planner apollo`), or a platform that the native planner is built for.",
  /** The supergraph has what it does not plan. */
  PLANNER_LACKS_FEATURE: 'Leave the choice of the planner to the gateway, or drop the feature.',
  /** It read the supergraph and would not have it. */
  PLANNER_REFUSED: 'Compose the supergraph anew, or choose the other planner.',
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
