import type { ErrorCode } from '../../lib/errors.ts';
import type { SupergraphSubgraph } from '../../schema/supergraph.ts';

/** One operation for one subgraph, as an engine plans it. */
export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

/** An error that is fit for clients already: nothing in it names a host or an inner matter. */
export interface ClientError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: { readonly code: ErrorCode; readonly subgraph: string };
}

/** What an engine gets of a subgraph: data, errors, or both. A subgraph that is down is an error. */
export interface SubgraphResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly ClientError[];
}

/** Never throws for what the subgraph does. */
export type SubgraphClient = (
  request: SubgraphRequest,
  requestId: string,
) => Promise<SubgraphResult>;

/** Makes the client of a subgraph; the gateway gives it to the engine. */
export type ConnectSubgraph = (subgraph: SupergraphSubgraph) => SubgraphClient;
