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
 * supergraph. What the one cannot plan the next is asked for, our own last: it plans what can be
 * planned at all, with more fetches than need be. A choice of the operator's is never replaced.
 */
export async function choosePlanner(
  supergraph: Supergraph,
  apiSchema: GraphQLSchema,
  { planner, log }: ChoosePlannerOptions,
): Promise<PlannerResult> {
  if (planner !== undefined) return loaders[planner](supergraph, apiSchema);
  const lazily = (name: Planner['name']): (() => Promise<PlannerResult>) => {
    let loading: Promise<PlannerResult> | undefined;
    return () => {
      loading ??= loaders[name](supergraph, apiSchema);
      return loading;
    };
  };
  const native = await loaders.native(supergraph, apiSchema);
  if (native.kind === 'planner') {
    const others = [lazily('apollo'), lazily('staged')];
    return { kind: 'planner', planner: withOthers(native.planner, others, log) };
  }
  const reason = native.findings.map(formatFinding).join(' ');
  const needed = native.findings.every(({ code }) => code === 'PLANNER_LACKS_FEATURE');
  log[needed ? 'info' : 'warn']({ reason }, "Apollo's planner is used instead of the native one");
  const apollo = await loaders.apollo(supergraph, apiSchema);
  return apollo.kind === 'planner'
    ? { kind: 'planner', planner: withOthers(apollo.planner, [lazily('staged')], log) }
    : { kind: 'failed', findings: [...native.findings, ...apollo.findings] };
}

/** What the first planner cannot plan, the others are asked for; they are loaded when first needed. */
function withOthers(
  first: Planner,
  others: readonly (() => Promise<PlannerResult>)[],
  log: ChoosePlannerOptions['log'],
): Planner {
  return Object.freeze({
    ...first,
    plan: async (request) => {
      const result = await first.plan(request);
      if (result.kind !== 'unplannable') return result;
      let { passing } = result;
      for (const load of others) {
        const other = await load();
        if (other.kind === 'failed') continue;
        const again = await other.planner.plan(request);
        if (again.kind === 'unplannable') {
          passing ??= again.passing;
          continue;
        }
        const { reason } = result;
        log.info({ reason, query: request.query }, `planned by ${other.planner.name} instead`);
        return again;
      }
      return passing === undefined ? result : { ...result, passing };
    },
  } satisfies Planner);
}
