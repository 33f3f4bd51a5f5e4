import type {
  ContextValue,
  EntityGroup,
  FetchNode,
  PathStep,
  Plan,
  PlanNode,
} from '../plan/plan.ts';
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
}

/**
 * Compiles a plan for one set of values of the operation's conditions.
 *
 * @param client makes the client of a subgraph
 * @throws RangeError that names what the plan has and this engine does not know
 */
export function compilePlan(
  { root }: Plan,
  conditions: ReadonlyMap<string, boolean>,
  client: (subgraph: string) => SubgraphClient,
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
        return compileFetch(node, fetches++, client(node.subgraph));
      default:
        return node satisfies never;
    }
  };
  return compile(root);
}

function compileFetch(node: FetchNode, number: number, client: SubgraphClient): FetchStep {
  const { document, keys } =
    node.entities.length > 0 ? { document: node.document, keys: [] } : readRootFetch(node.document);
  const name =
    node.operationName === null ? '' : `"operationName":${JSON.stringify(node.operationName)},`;
  return {
    kind: 'fetch',
    number,
    subgraph: node.subgraph,
    client,
    head: `{${name}"query":${JSON.stringify(document)},"variables":{`,
    variables: node.variables,
    groups: node.entities.map(compileGroup),
    at: node.at.length === 0 ? null : node.at,
    rewrite: compileRewrites(node.outputRewrites),
    rootKeys: keys,
  };
}

function compileGroup(group: EntityGroup): EntityStep {
  return {
    alias: group.alias,
    label: `${JSON.stringify(group.variable)}:`,
    targets: group.paths.map((path) => ({ walk: compileWalk(path), path })),
    number: compileNumbering(group, compileRepresentation(group), true),
    contexts: group.contexts,
    rewrite: compileRewrites(group.outputRewrites),
  };
}
