import type { GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { ErrorCode } from '../../lib/errors.ts';
import type { SupergraphSubgraph } from '../../schema/supergraph.ts';
import type { VisibilityClass } from '../authenticate/principal.ts';

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
  readonly extensions: {
    readonly code: ErrorCode;
    readonly subgraph: string;
    /** Of a write: which value, what to do, what is so instead. */
    readonly field?: string;
    readonly advice?: string;
    readonly currentRevision?: number;
    readonly allowed?: readonly string[];
  };
}

/** What an engine gets of a subgraph: data, errors, or both. A subgraph that is down is an error. */
export interface SubgraphResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly ClientError[];
}

/** An answer as it came, or that there is none (logged already). */
export type RawAnswer =
  | { readonly kind: 'answered'; readonly body: Buffer }
  | { readonly kind: 'unavailable' };

/** For whom a subgraph is asked; null with `--open`. */
export interface Caller {
  readonly visibility: VisibilityClass;
  /** The person or system at the partner; null for all but mutations. */
  readonly subject: string | null;
}

/** The client's request, as Apollo Server hands it to data sources. */
export type IncomingRequest = Extract<
  GraphQLDataSourceProcessOptions,
  { readonly incomingRequestContext: unknown }
>['incomingRequestContext'];

/** A subgraph over HTTP or a data source. Nothing here throws for what the subgraph does. */
export interface SubgraphClient {
  /** Sends one operation and reads the answer. */
  readonly ask: (
    request: SubgraphRequest,
    requestId: string,
    signal?: AbortSignal,
  ) => Promise<SubgraphResult>;
  /** Sends a request body that is ready, for engines that write and read JSON themselves. */
  readonly send: (
    body: string,
    requestId: string,
    signal?: AbortSignal,
    caller?: Caller | null,
    incoming?: IncomingRequest,
  ) => Promise<RawAnswer>;
  /** True where each client's request has to reach it: nothing that asks it is shared. */
  readonly alone?: boolean;
  /** Reads an answer; one that is no GraphQL response is an unavailable subgraph. */
  readonly read: (body: Buffer, requestId: string) => SubgraphResult;
  /** The error that stands for a subgraph that did not answer. */
  readonly unavailable: ClientError;
}

/** Makes the client of a subgraph; the gateway gives it to the engine. */
export type ConnectSubgraph = (subgraph: SupergraphSubgraph) => SubgraphClient;
