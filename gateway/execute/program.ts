import type {
  ContextValue,
  EntityGroup,
  FetchNode,
  PathStep,
  Plan,
  PlanNode,
} from '../plan/plan.ts';
import { numberReleased } from './guard/number-released.ts';
import { mayLeaveTo, type Outgoing } from './guard/outgoing.ts';
import { compileStepGuard, type StepGuard } from './guard/step-guard.ts';
import { compileNumbering, type StartNumbering } from './numbering.ts';
import { compileRepresentation } from './representation.ts';
import { compileRewrites, type RewriteAnswer } from './rewrite.ts';
import { readRootFetch } from './root-fetch.ts';
import type { SubgraphClient } from './subgraph-client.ts';
import { compileWalk, type Walk } from './walk.ts';

/** A plan made ready to run: what depends on the operation alone is done. */
export type Step =
  | { readonly kind: 'sequence'; readonly steps: readonly Step[] }
  | { readonly kind: 'parallel'; readonly steps: readonly Step[] }
  | FetchStep;

export interface FetchStep {
  readonly kind: 'fetch';
  /** From 0, in no order that means anything. */
  readonly number: number;
  readonly subgraph: string;
  readonly client: SubgraphClient;
  /** The request's body up to the variables' first value. */
  readonly head: string;
  /** The client's variables that go along. */
  readonly variables: readonly string[];
  readonly groups: readonly EntityStep[];
  /** Of root fields: the nested `Query` objects that they belong to; null for the answer itself. */
  readonly at: readonly PathStep[] | null;
  /** Of root fields. */
  readonly rewrite: RewriteAnswer | null;
  /** Response keys of a fetch of root fields. */
  readonly rootKeys: readonly string[];
  /** Null where nothing of it is under a marking. */
  readonly guard: StepGuard | null;
}

export interface EntityStep {
  readonly alias: string;
  /** `"representations":` */
  readonly label: string;
  readonly targets: readonly { readonly walk: Walk; readonly path: readonly PathStep[] }[];
  readonly number: StartNumbering;
  /** Of `@fromContext`: entities whose values differ are asked for in requests of their own. */
  readonly contexts: readonly ContextValue[];
  readonly rewrite: RewriteAnswer | null;
  /** Types of records of which the answer is their owner's; null for none. */
  readonly vouches: ReadonlySet<string> | null;
}

/**
 * Compiles a plan for one set of values of the operation's conditions.
 *
 * @param client makes the client of a subgraph
 * @param records names of the types of records, where markings are enforced
 * @throws RangeError that names what the plan has and this engine does not know
 */
export function compilePlan(
  { root }: Plan,
  conditions: ReadonlyMap<string, boolean>,
  client: (subgraph: string) => SubgraphClient,
  records: ReadonlySet<string> | null = null,
): Step | null {
  let fetches = 0;
  const compile = (node: PlanNode | null): Step | null => {
    if (node === null) return null;
    switch (node.kind) {
      case 'sequence':
      case 'parallel': {
        const steps = node.nodes.map(compile).filter((step) => step !== null);
        const [only] = steps;
        if (steps.length <= 1) return only ?? null;
        return { kind: node.kind, steps };
      }
      case 'condition':
        return compile(conditions.get(node.variable) === true ? node.whenTrue : node.whenFalse);
      case 'fetch':
        return compileFetch(node, fetches++, client(node.subgraph), records);
      default:
        return node satisfies never;
    }
  };
  return compile(root);
}

function compileFetch(
  node: FetchNode,
  number: number,
  client: SubgraphClient,
  records: ReadonlySet<string> | null,
): FetchStep {
  const { subgraph } = node;
  const guard = node.guard === undefined ? null : compileStepGuard(subgraph, node.guard);
  const outgoing = records === null ? null : { subgraph, records };
  const { document, keys } =
    node.entities.length > 0 ? { document: node.document, keys: [] } : readRootFetch(node.document);
  const name =
    node.operationName === null ? '' : `"operationName":${JSON.stringify(node.operationName)},`;
  return {
    kind: 'fetch',
    number,
    subgraph,
    client,
    head: `{${name}"query":${JSON.stringify(document)},"variables":{`,
    variables: node.variables,
    groups: node.entities.map((group) => compileGroup(group, outgoing, guard)),
    at: node.at.length === 0 ? null : node.at,
    rewrite: compileRewrites(node.outputRewrites),
    rootKeys: keys,
    guard,
  };
}

function compileGroup(
  group: EntityGroup,
  outgoing: Outgoing | null,
  guard: StepGuard | null,
): EntityStep {
  const number = compileNumbering(group, compileRepresentation(group, outgoing), true);
  return {
    alias: group.alias,
    label: `${JSON.stringify(group.variable)}:`,
    targets: group.paths.map((path) => ({ walk: compileWalk(path), path })),
    number: outgoing === null ? number : numberReleased(number, mayLeaveTo(group, outgoing)),
    contexts: group.contexts,
    rewrite: compileRewrites(group.outputRewrites),
    vouches: guard?.vouches(group.alias) ?? null,
  };
}
