import type { ApolloServerOptions } from '@apollo/server';
import type { FastifyBaseLogger } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import type { Finding } from '../../schema/finding.ts';
import type { Supergraph } from '../../schema/supergraph.ts';

/** What is known of a request in every stage after HTTP. */
export interface RequestContext {
  readonly requestId: string;
}

/** Apollo Server's contract with whatever executes for it; taken from its own options. */
export type ServerGateway = NonNullable<ApolloServerOptions<RequestContext>['gateway']>;
export type Executor = NonNullable<Awaited<ReturnType<ServerGateway['load']>>['executor']>;

/** Executes operations over one supergraph; made for it and collected with it. */
export interface Engine {
  readonly supergraph: Supergraph;
  /** The schema that clients see: its identity ties a request to this engine. */
  readonly apiSchema: GraphQLSchema;
  readonly execute: Executor;
}

export type EngineResult =
  | { readonly kind: 'engine'; readonly engine: Engine }
  | { readonly kind: 'failed'; readonly findings: readonly Finding[] };

export interface EngineOptions {
  readonly log: FastifyBaseLogger;
  /** Milliseconds that one fetch from a subgraph may take. */
  readonly fetchTimeout: number;
  /** Names of the subgraphs that the hub runs itself: their error texts may reach clients. */
  readonly own: ReadonlySet<string>;
}

/** Loads an engine for a supergraph; a supergraph that it cannot serve comes back as findings. */
export type EngineLoader = (
  supergraph: Supergraph,
  options: EngineOptions,
) => Promise<EngineResult>;
