import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { FastifyBaseLogger } from 'fastify';
import { invariant } from '../../lib/invariant.ts';
import type { ConnectSubgraph, SubgraphClient } from '../execute/subgraph-client.ts';
import { type Assert, assertionHeader } from './assertions.ts';

/** Gives a subgraph a data source of its own, as `@apollo/gateway` does; undefined: HTTP as ever. */
export type BuildService = (subgraph: {
  readonly name: string;
  readonly url: string;
}) => GraphQLDataSource | undefined;

export interface DataSourceOptions {
  readonly build: BuildService;
  /** Clients of the subgraphs without one, and readers of all answers. */
  readonly connect: ConnectSubgraph;
  readonly log: FastifyBaseLogger;
  /** Milliseconds that one request may take. */
  readonly timeout: number;
  readonly assert?: Assert | undefined;
}

type RequestKind = Extract<
  GraphQLDataSourceProcessOptions,
  { readonly incomingRequestContext: unknown }
>['kind'];
/** Member of an enum that only `@apollo/gateway` itself could give, which need not be loaded. */
const incomingOperation = 'incoming operation' as RequestKind;

/**
 * Clients over data sources written for `@apollo/gateway`. They are handed the client's request as
 * they are there, and nothing is shared between requests: a data source may do for each what it likes.
 */
export function dataSourceConnector(options: DataSourceOptions): ConnectSubgraph {
  const { build, connect, log, timeout, assert } = options;
  return (subgraph) => {
    const client = connect(subgraph);
    const source = build(subgraph);
    if (source === undefined) return client;

    const send: SubgraphClient['send'] = async (body, requestId, signal, caller, incoming) => {
      invariant(incoming !== undefined, 'engines that use data sources hand on the request');
      const { query, variables, operationName } = JSON.parse(body);
      const headers = new Headers({ 'x-request-id': requestId });
      const assertion = caller ? await assert?.(caller, subgraph.name) : undefined;
      if (assertion !== undefined) headers.set(assertionHeader, assertion);
      try {
        const answer = source.process({
          kind: incomingOperation,
          request: {
            query,
            variables,
            operationName,
            http: { method: 'POST', url: subgraph.url, headers },
          },
          incomingRequestContext: incoming,
          context: incoming.context,
        });
        const { data, errors } = await within(answer, timeout, signal);
        return { kind: 'answered', body: Buffer.from(JSON.stringify({ data, errors })) };
      } catch (error) {
        // Who no longer wants the answer learns nothing about the data source.
        if (!signal?.aborted) {
          log.error({ subgraph: subgraph.name, requestId, err: error }, 'a data source failed');
        }
        return { kind: 'unavailable' };
      }
    };
    return { ...client, alone: true, send };
  };
}

/** A data source cannot be stopped; after its time, or without its client, it is not waited for. */
function within<Value>(
  work: Promise<Value>,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<Value> {
  const { promise, resolve, reject } = Promise.withResolvers<Value>();
  const stop = (): void => reject(new Error('no longer wanted'));
  const timer = setTimeout(() => reject(new Error('no answer in time')), timeout);
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  work.then(resolve, reject);
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  });
}
