/** What a planner's process is asked; graphs are numbered by the asker. */
export type PlannerRequest =
  | { readonly id: number; readonly kind: 'open'; readonly graph: number; readonly sdl: string }
  | {
      readonly id: number;
      readonly kind: 'plan';
      readonly graph: number;
      readonly operation: PlannerOperation;
    }
  /** No answer to these: the graph is no longer needed, nor the answer to a request. */
  | { readonly kind: 'close'; readonly graph: number }
  | { readonly kind: 'cancel'; readonly id: number };

export interface PlannerOperation {
  readonly text: string;
  readonly operationName: string | null;
  /** Every label of the supergraph, and whether it is active. */
  readonly labels: readonly (readonly [string, boolean])[];
}

/** Its answer; `value` is null for `open`, the planner's own plan as JSON for `plan`. */
export type PlannerReply =
  | { readonly id: number; readonly kind: 'done'; readonly value: unknown }
  | {
      readonly id: number;
      readonly kind: 'failed';
      readonly message: string;
      /** The process ended while it planned. */
      readonly brokeDown?: true;
    };

/** Plans operations over one graph, within a planner's process. */
export type PlanOperation = (operation: PlannerOperation, signal: AbortSignal) => Promise<unknown>;

/** Starts a planner over a graph; rejects where it does not load or will not have the graph. */
export type StartPlanner = (sdl: string) => Promise<PlanOperation>;
