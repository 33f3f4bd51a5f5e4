import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { formatFinding } from '../../schema/finding.ts';
import type { Supergraph } from '../../schema/supergraph.ts';
import { loadApolloPlanner } from './apollo-planner.ts';
import { loadNativePlanner } from './native-planner.ts';
import type { Planner, PlannerLoader, PlannerResult } from './planner.ts';
import { loadStagedPlanner } from './staged-planner.ts';

const loaders = {
  native: loadNativePlanner,
  apollo: loadApolloPlanner,
  staged: loadStagedPlanner,
} as const satisfies Record<Planner['name'], PlannerLoader>;

export interface ChoosePlannerOptions {
  /** The operator's choice; without it the one that suits the supergraph. */
  readonly planner?: Planner['name'];
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn'>;
}

/**
 * Loads the planner for a supergraph: the native one, and Apollo's where that cannot serve the
 * supergraph or plan an operation. A choice of the operator's is never replaced by the other.
 */
export async function choosePlanner(
  supergraph: Supergraph,
  apiSchema: GraphQLSchema,
  { planner, log }: ChoosePlannerOptions,
): Promise<PlannerResult> {
  if (planner !== undefined) return loaders[planner](supergraph, apiSchema);
  const native = await loaders.native(supergraph, apiSchema);
  if (native.kind === 'planner') {
    const loadApollo = (): Promise<PlannerResult> => loaders.apollo(supergraph, apiSchema);
    return { kind: 'planner', planner: withSecond(native.planner, loadApollo, log) };
  }
  const reason = native.findings.map(formatFinding).join(' ');
  const needed = native.findings.every(({ code }) => code === 'PLANNER_LACKS_FEATURE');
  log[needed ? 'info' : 'warn']({ reason }, "Apollo's planner is used instead of the native one");
  const apollo = await loaders.apollo(supergraph, apiSchema);
  return apollo.kind === 'planner'
    ? apollo
    : { kind: 'failed', findings: [...native.findings, ...apollo.findings] };
}

/** What the first planner cannot plan, the second is asked for; it is loaded when first needed. */
function withSecond(
  first: Planner,
  loadSecond: () => Promise<PlannerResult>,
  log: ChoosePlannerOptions['log'],
): Planner {
  let loading: Promise<PlannerResult> | undefined;
  return Object.freeze({
    ...first,
    plan: async (request) => {
      const result = await first.plan(request);
      if (result.kind !== 'unplannable') return result;
      loading ??= loadSecond();
      const second = await loading;
      if (second.kind === 'failed') return result;
      const again = await second.planner.plan(request);
      if (again.kind === 'unplannable') return result;
      const { reason } = result;
      log.info({ reason, query: request.query }, `planned by ${second.planner.name} instead`);
      return again;
    },
  } satisfies Planner);
}
