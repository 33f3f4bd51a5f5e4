import type { ClientError } from './subgraph-client.ts';
import type { Path } from './walk.ts';

/** An error with the places of the answer that it accounts for. */
export interface LocatedError {
  readonly error: ClientError;
  /** What is null below these needs no error of its own. */
  readonly covers: readonly Path[];
}
