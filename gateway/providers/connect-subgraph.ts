import type { FastifyBaseLogger } from 'fastify';
import { errors } from '../../lib/errors.ts';
import type {
  Caller,
  ClientError,
  ConnectSubgraph,
  RawAnswer,
  SubgraphResult,
} from '../execute/subgraph-client.ts';
import { askForBody, readAnswer, type SubgraphError } from './ask-subgraph.ts';
import type { Assert } from './assertions.ts';
import { clientError } from './client-error.ts';

export interface ConnectOptions {
  readonly log: FastifyBaseLogger;
  /** Milliseconds that one exchange may take. */
  readonly timeout: number;
  /** Names of the subgraphs that the hub runs itself: their error texts may reach clients. */
  readonly own: ReadonlySet<string>;
  /** Signs for whom a subgraph is asked; left out with `--open`. */
  readonly assert?: Assert | undefined;
}

/** Clients over HTTP. Each says once when its subgraph stops answering, and when it returns. */
export function subgraphConnector({ log, timeout, own, assert }: ConnectOptions): ConnectSubgraph {
  return ({ name: subgraph, url: address }) => {
    const url = new URL(address);
    const unavailable: ClientError = {
      message: errors.SUBGRAPH_UNAVAILABLE.message,
      extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph },
    };
    let answering = true;
    const note = (answers: boolean, reason: string, requestId: string): void => {
      if (answers === answering) return;
      answering = answers;
      if (answers) log.info({ subgraph }, 'subgraph answers again');
      else log.warn({ subgraph, reason, requestId }, 'subgraph is down');
    };
    const shown = (error: SubgraphError, requestId: string): ClientError => {
      const client = clientError(error, subgraph, own.has(subgraph));
      if (client.extensions.code === 'INTERNAL_SERVER_ERROR') {
        log.error({ subgraph, requestId, error }, 'a subgraph reports an error');
      }
      return client;
    };
    const send = async (
      body: string,
      requestId: string,
      signal?: AbortSignal,
      caller: Caller | null = null,
    ): Promise<RawAnswer> => {
      const assertion = caller === null ? undefined : await assert?.(caller, subgraph);
      const answer = await askForBody(url, body, { timeout, requestId, assertion, signal });
      // Who no longer wants the answer learns nothing about the subgraph.
      const wanted = signal === undefined || !signal.aborted;
      if (answer.kind === 'unavailable' && wanted) note(false, answer.reason, requestId);
      return answer;
    };
    const read = (body: Buffer, requestId: string): SubgraphResult => {
      const answer = readAnswer(body);
      note(answer.kind === 'answered', answer.kind === 'answered' ? '' : answer.reason, requestId);
      if (answer.kind === 'unavailable') return { errors: [unavailable] };
      const { data, errors: reported } = answer.response;
      return {
        ...(data === undefined ? {} : { data }),
        ...(reported === undefined
          ? {}
          : { errors: reported.map((error) => shown(error, requestId)) }),
      };
    };
    return {
      unavailable,
      send,
      read,
      ask: async (request, requestId, signal) => {
        const answer = await send(JSON.stringify(request), requestId, signal);
        return answer.kind === 'answered'
          ? read(answer.body, requestId)
          : { errors: [unavailable] };
      },
    };
  };
}
