import type { ApolloServerOptions } from '@apollo/server';
import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Finding } from '../../schema/finding.ts';
import type { Supergraph } from '../../schema/supergraph.ts';
import type { PolicyFile } from '../authorize/policies.ts';
import type { RequestContext } from '../http/request-context.ts';
import type { Sample } from '../metrics/metrics.ts';
import type { ConnectSubgraph } from './subgraph-client.ts';

/** Apollo Server's contract with whatever executes for it; taken from its own options. */
export type ServerGateway = NonNullable<ApolloServerOptions<RequestContext>['gateway']>;
export type Executor = NonNullable<Awaited<ReturnType<ServerGateway['load']>>['executor']>;

/** Executes operations over one supergraph; made for it and collected with it. */
export interface Engine {
  readonly supergraph: Supergraph;
  /** The schema that clients see: its identity ties a request to this engine. */
  readonly apiSchema: GraphQLSchema;
  readonly execute: Executor;
  /** What it tells of itself to operators. */
  readonly samples?: () => readonly Sample[];
}

export type EngineResult =
  | { readonly kind: 'engine'; readonly engine: Engine }
  | { readonly kind: 'failed'; readonly findings: readonly Finding[] };

export interface EngineOptions {
  readonly log: FastifyBaseLogger;
  readonly connect: ConnectSubgraph;
  /** The planner to use; left out, the one that suits the supergraph. */
  readonly planner?: 'native' | 'apollo' | 'staged' | undefined;
  /** False: identical queries in flight are each run for themselves. */
  readonly dedupe?: boolean | undefined;
  /** Cedar policies, read where the supergraph asks for any; the hub's own where it is left out. */
  readonly policies?: (() => readonly PolicyFile[]) | undefined;
}

/** Loads an engine for a supergraph; a supergraph that it cannot serve comes back as findings. */
export type EngineLoader = (
  supergraph: Supergraph,
  options: EngineOptions,
) => Promise<EngineResult>;
