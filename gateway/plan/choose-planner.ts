import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { formatFinding } from '../../schema/finding.ts';
import type { Supergraph } from '../../schema/supergraph.ts';
import { loadApolloPlanner } from './apollo-planner.ts';
import { loadNativePlanner } from './native-planner.ts';
import type { Planner, PlannerLoader, PlannerResult } from './planner.ts';

const loaders = {
  native: loadNativePlanner,
  apollo: loadApolloPlanner,
} as const satisfies Record<Planner['name'], PlannerLoader>;

export interface ChoosePlannerOptions {
  /** The operator's choice; without it the one that suits the supergraph. */
  readonly planner?: Planner['name'];
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn'>;
}

/**
 * Loads the planner for a supergraph: the native one, Apollo's where that cannot serve it. A
 * choice of the operator's is never replaced by the other.
 */
export async function choosePlanner(
  supergraph: Supergraph,
  apiSchema: GraphQLSchema,
  { planner, log }: ChoosePlannerOptions,
): Promise<PlannerResult> {
  if (planner !== undefined) return loaders[planner](supergraph, apiSchema);
  const native = await loaders.native(supergraph, apiSchema);
  if (native.kind === 'planner') return native;
  const reason = native.findings.map(formatFinding).join(' ');
  const needed = native.findings.every(({ code }) => code === 'PLANNER_LACKS_FEATURE');
  log[needed ? 'info' : 'warn']({ reason }, "Apollo's planner is used instead of the native one");
  const apollo = await loaders.apollo(supergraph, apiSchema);
  return apollo.kind === 'planner'
    ? apollo
    : { kind: 'failed', findings: [...native.findings, ...apollo.findings] };
}
