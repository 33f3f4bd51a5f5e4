import type { GraphQLSchema } from 'graphql';
import type { Finding } from '../../schema/finding.ts';
import type { Supergraph } from '../../schema/supergraph.ts';
import type { Plan } from './plan.ts';

/** What is to be planned: an operation that is valid against the API schema. */
export interface PlanRequest {
  /** The document's text: the operation and its fragments, without introspection fields. */
  readonly query: string;
  readonly operationName: string | null;
  /** Labels of progressive `@override` that hold for this request (`percent(...)` ones included). */
  readonly labels: ReadonlySet<string>;
  /**
   * Values of the variables that `@skip` and `@include` read: what they leave out is not planned.
   * Give them all: planners get many plans with open conditions wrong.
   */
  readonly conditions?: ReadonlyMap<string, boolean>;
  readonly signal?: AbortSignal;
}

/**
 * A plan, or why there is none: a defect of the planner, something that it cannot plan, or the
 * request's signal.
 */
export type PlanResult =
  | { readonly kind: 'planned'; readonly plan: Plan }
  | {
      readonly kind: 'unplannable';
      readonly reason: string;
      /**
       * Says little of the operation: a planner broke down on it, took too long or never came to
       * it. Another time it may be planned.
       */
      readonly passing?: 'broke-down' | 'busy';
    }
  | { readonly kind: 'cancelled' };

/** Plans operations over one supergraph; made for it and collected with it. */
export interface Planner {
  readonly name: 'native' | 'apollo' | 'staged';
  /** Labels of `@override(label:)` that the supergraph names. */
  readonly labels: readonly string[];
  readonly plan: (request: PlanRequest) => Promise<PlanResult>;
}

export type PlannerResult =
  | { readonly kind: 'planner'; readonly planner: Planner }
  | { readonly kind: 'failed'; readonly findings: readonly Finding[] };

export type PlannerLoader = (
  supergraph: Supergraph,
  apiSchema: GraphQLSchema,
) => Promise<PlannerResult>;
