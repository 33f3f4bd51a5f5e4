import { type GraphQLSchema, parse } from 'graphql';
import type { Supergraph } from '../../schema/supergraph.ts';
import { checkPlan } from './check-plan.ts';
import { mutationsIn } from './mutations-in.ts';
import type { PlanNode } from './plan.ts';
import { sequenceOf } from './plan-nodes.ts';
import type { Planner, PlannerResult, PlanResult } from './planner.ts';
import { plannerFailure } from './planner-failure.ts';
import { PlannerError, type PlannerGraph, type PlannerProcess } from './planner-process.ts';
import { prepareOperation } from './prepare-operation.ts';
import { readFacts, type SupergraphFacts } from './supergraph-facts.ts';
import { supergraphFeatures } from './supergraph-features.ts';
import type { Translation } from './translation.ts';

export interface PlannerParts {
  readonly process: Pick<PlannerProcess, 'name' | 'open'>;
  /** What the planner can plan, of `supergraphFeatures`. */
  readonly features: readonly string[];
  /** From the planner's own plan. */
  readonly translate: (plan: unknown, facts: SupergraphFacts) => Translation;
}

/** What is the same for every planner: preparation before it, and the check of its plans after. */
export async function makePlanner(
  { process, features, translate }: PlannerParts,
  supergraph: Supergraph,
  apiSchema: GraphQLSchema,
): Promise<PlannerResult> {
  const { name } = process;
  const sdl = parse(supergraph.sdl, { noLocation: true });
  const lacking = [...supergraphFeatures(sdl)].filter((feature) => !features.includes(feature));
  if (lacking.length > 0) {
    const message = `The ${name} planner does not plan ${lacking.join(', ')}, which the supergraph has.`;
    return plannerFailure('PLANNER_LACKS_FEATURE', message);
  }
  const facts = readFacts(sdl);
  let graph: PlannerGraph;
  try {
    graph = await process.open(supergraph.sdl);
  } catch (error) {
    const message = `The ${name} planner did not start: ${messageOf(error)}`;
    return plannerFailure('PLANNER_REFUSED', message);
  }

  const plan: Planner['plan'] = async (request): Promise<PlanResult> => {
    const { labels, signal } = request;
    const prepared = prepareOperation(request, facts, apiSchema);
    if (signal?.aborted) return { kind: 'cancelled' };
    if (prepared.kind === 'unplannable') return prepared;
    if (prepared.kind === 'nothing') {
      return { kind: 'planned', plan: { root: null, renamed: null } };
    }
    const active = facts.labels.map((label) => [label, labels.has(label)] as const);
    const roots: (PlanNode | null)[] = [];
    for (const document of prepared.documents) {
      let translation: Translation;
      try {
        translation = translate(await graph.plan({ ...document, labels: active }, signal), facts);
      } catch (error) {
        if (signal?.aborted) return { kind: 'cancelled' };
        const reason = messageOf(error);
        return error instanceof PlannerError && error.why !== 'refused'
          ? { kind: 'unplannable', reason, passing: error.why }
          : { kind: 'unplannable', reason };
      }
      if (signal?.aborted) return { kind: 'cancelled' };
      if (translation.kind === 'unplannable') return translation;
      if (mutationsIn(translation.root) > 1) {
        return { kind: 'unplannable', reason: 'A field of a mutation would run more than once.' };
      }
      roots.push(translation.root);
    }
    const checked = checkPlan(sequenceOf(roots), facts, prepared.variables, labels);
    if (checked.kind === 'defect') return { kind: 'unplannable', reason: checked.reason };
    return { kind: 'planned', plan: { root: checked.root, renamed: prepared.renamed } };
  };
  return { kind: 'planner', planner: Object.freeze({ name, labels: facts.labels, plan }) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
