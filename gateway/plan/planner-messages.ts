/** What a planner's process is asked; graphs are numbered by the asker. */
export type PlannerRequest =
  | { readonly kind: 'open'; readonly graph: number; readonly sdl: string }
  | { readonly kind: 'plan'; readonly graph: number; readonly operation: PlannerOperation }
  /** No answer to this: the graph is no longer needed. */
  | { readonly kind: 'close'; readonly graph: number };

export interface PlannerOperation {
  readonly text: string;
  readonly operationName: string | null;
  /** Every label of the supergraph, and whether it is active. */
  readonly labels: readonly (readonly [string, boolean])[];
}

/** Its answer; `value` is null for `open`, the planner's own plan as JSON for `plan`. */
export type PlannerReply =
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly message: string };

/** Plans operations over one graph, within a planner's process. */
export type PlanOperation = (operation: PlannerOperation) => Promise<unknown>;

/** Starts a planner over a graph; rejects where it does not load or will not have the graph. */
export type StartPlanner = (sdl: string) => Promise<PlanOperation>;
