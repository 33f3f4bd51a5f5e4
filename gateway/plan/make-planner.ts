import { parse } from 'graphql';
import type { Supergraph } from '../../schema/supergraph.ts';
import { checkPlan } from './check-plan.ts';
import { sequenceOf } from './plan-nodes.ts';
import type { Planner, PlannerResult, PlanResult } from './planner.ts';
import { plannerFailure } from './planner-failure.ts';
import { type PlannedDocument, prepareOperation } from './prepare-operation.ts';
import { readFacts, type SupergraphFacts } from './supergraph-facts.ts';
import { supergraphFeatures } from './supergraph-features.ts';
import type { Translation } from './translation.ts';

/** Plans one operation of a document; rejects where the planner does. */
export type PlanDocument = (
  document: PlannedDocument,
  labels: ReadonlySet<string>,
  signal: AbortSignal | undefined,
) => Promise<Translation>;

export interface PlannerParts {
  readonly name: Planner['name'];
  /** What the planner can plan, of `supergraphFeatures`. */
  readonly features: readonly string[];
  /** Starts the planner; what it throws is why it does not serve the supergraph. */
  readonly start: (supergraph: Supergraph, facts: SupergraphFacts) => Promise<PlanDocument>;
}

/** What is the same for every planner: preparation before it, and the check of its plans after. */
export async function makePlanner(
  { name, features, start }: PlannerParts,
  supergraph: Supergraph,
): Promise<PlannerResult> {
  const sdl = parse(supergraph.sdl, { noLocation: true });
  const lacking = [...supergraphFeatures(sdl)].filter((feature) => !features.includes(feature));
  if (lacking.length > 0) {
    const message = `The ${name} planner does not plan ${lacking.join(', ')}, which the supergraph has.`;
    return plannerFailure('PLANNER_LACKS_FEATURE', message);
  }
  const facts = readFacts(sdl);
  let planDocument: PlanDocument;
  try {
    planDocument = await start(supergraph, facts);
  } catch (error) {
    return plannerFailure('PLANNER_REFUSED', `The ${name} planner: ${messageOf(error)}`);
  }

  const plan: Planner['plan'] = async (request): Promise<PlanResult> => {
    const { labels, signal } = request;
    const prepared = prepareOperation(request, facts);
    if (signal?.aborted) return { kind: 'cancelled' };
    if (prepared.kind === 'unplannable') return prepared;
    if (prepared.kind === 'nothing') {
      return { kind: 'planned', plan: { root: null, renamed: null } };
    }
    const roots = [];
    for (const document of prepared.documents) {
      const translation = await planDocument(document, labels, signal).catch(
        (error: unknown): Translation => ({ kind: 'unplannable', reason: messageOf(error) }),
      );
      if (signal?.aborted) return { kind: 'cancelled' };
      if (translation.kind === 'unplannable') return translation;
      roots.push(translation.root);
    }
    const checked = checkPlan(sequenceOf(roots), facts, prepared.variables);
    if (checked.kind === 'defect') return { kind: 'unplannable', reason: checked.reason };
    return { kind: 'planned', plan: { root: checked.root, renamed: prepared.renamed } };
  };
  return { kind: 'planner', planner: Object.freeze({ name, labels: facts.labels, plan }) };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
