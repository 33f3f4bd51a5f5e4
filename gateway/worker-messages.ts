import type { Sample } from './metrics/metrics.ts';

/** From a worker to the primary process. */
export type WorkerMessage =
  | { readonly kind: 'listening'; readonly endpoint: string }
  /** It cannot serve and ends. */
  | { readonly kind: 'failed'; readonly problem: string }
  /** It was asked for the metrics of all. */
  | { readonly kind: 'gather'; readonly id: number }
  /** Its own samples, for the question `id`. */
  | { readonly kind: 'measured'; readonly id: number; readonly samples: readonly Sample[] }
  /** It changed who may see what, and waits until the others know. */
  | { readonly kind: 'raise'; readonly id: number }
  /** It knows of a change. */
  | { readonly kind: 'heard'; readonly id: number };

/** From the primary process to a worker. */
export type PrimaryMessage =
  /** It is to answer with its own samples. */
  | { readonly kind: 'measure'; readonly id: number }
  /** Samples of all workers, for the worker's question `id`. */
  | { readonly kind: 'gathered'; readonly id: number; readonly samples: readonly Sample[] }
  /** Another worker changed who may see what. */
  | { readonly kind: 'raised'; readonly id: number }
  /** All others know of the worker's change `id`. */
  | { readonly kind: 'told'; readonly id: number };
