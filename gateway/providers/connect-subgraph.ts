import type { FastifyBaseLogger } from 'fastify';
import { errors } from '../../lib/errors.ts';
import type { ConnectSubgraph, SubgraphResult } from '../execute/subgraph-client.ts';
import { askSubgraph } from './ask-subgraph.ts';
import { clientError } from './client-error.ts';

export interface ConnectOptions {
  readonly log: FastifyBaseLogger;
  /** Milliseconds that one exchange may take. */
  readonly timeout: number;
  /** Names of the subgraphs that the hub runs itself: their error texts may reach clients. */
  readonly own: ReadonlySet<string>;
}

/** Clients over HTTP. Each says once when its subgraph stops answering, and when it returns. */
export function subgraphConnector({ log, timeout, own }: ConnectOptions): ConnectSubgraph {
  return ({ name: subgraph, url }) => {
    let answering = true;
    return async (request, requestId): Promise<SubgraphResult> => {
      const answer = await askSubgraph(url, request, timeout, requestId);
      if (answer.kind === 'unavailable') {
        if (answering) log.warn({ subgraph, reason: answer.reason, requestId }, 'subgraph is down');
        answering = false;
        const { message } = errors.SUBGRAPH_UNAVAILABLE;
        return { errors: [{ message, extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph } }] };
      }
      if (!answering) log.info({ subgraph }, 'subgraph answers again');
      answering = true;
      const { data, errors: reported } = answer.response;
      return {
        ...(data === undefined ? {} : { data }),
        ...(reported === undefined
          ? {}
          : {
              errors: reported.map((error) => {
                const client = clientError(error, subgraph, own.has(subgraph));
                if (client.extensions.code === 'INTERNAL_SERVER_ERROR') {
                  log.error({ subgraph, requestId, error }, 'a subgraph reports an error');
                }
                return client;
              }),
            }),
      };
    };
  };
}
