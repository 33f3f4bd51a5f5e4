import { Agent, type Dispatcher } from 'undici';
import { assertionHeader } from './assertions.ts';

/** What came back from an address: its status and body, or why there is none. */
export type Exchanged =
  | { readonly kind: 'answered'; readonly status: number; readonly body: Buffer }
  /** In few words, without addresses or pieces of the answer: operators read it. */
  | { readonly kind: 'unavailable'; readonly reason: string };

const accept = 'application/graphql-response+json, application/json;q=0.9';
/** Bytes of an answer at most. */
const maxAnswer = 64 * 1024 * 1024;

/** Connections are kept alive and shared by all who ask the same origin. */
const agent = new Agent({ connections: 128, pipelining: 1, keepAliveTimeout: 10_000 });

/**
 * Sends a JSON body (GraphQL over HTTP, section 6). Written on undici's dispatch, below its
 * promises and streams: a gateway does this more often than anything else.
 *
 * @param timeout milliseconds for the whole exchange
 * @param assertion for whom it is asked, signed
 * @param signal ends the exchange early
 */
export function exchange(
  { origin, path }: { readonly origin: string; readonly path: string },
  body: string,
  {
    timeout,
    requestId,
    assertion,
    signal,
  }: {
    readonly timeout: number;
    readonly requestId?: string | undefined;
    readonly assertion?: string | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Exchanged> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve({ kind: 'unavailable', reason: 'no longer wanted' });
    const headers: string[] = ['content-type', 'application/json', 'accept', accept];
    if (requestId !== undefined) headers.push('x-request-id', requestId);
    if (assertion !== undefined) headers.push(assertionHeader, assertion);
    let controller: Dispatcher.DispatchController | undefined;
    const stop = (reason: string): void => {
      finish({ kind: 'unavailable', reason });
      controller?.abort(new Error(reason));
    };
    const timer = setTimeout(() => stop('no answer in time'), timeout);
    const onAbort = (): void => stop('no longer wanted');
    signal?.addEventListener('abort', onAbort, { once: true });
    const finish = (result: Exchanged): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      resolve(result);
    };
    let status = 0;
    let size = 0;
    const chunks: Buffer[] = [];
    agent.dispatch(
      { origin, path, method: 'POST', headers, body },
      {
        onRequestStart: (started) => {
          controller = started;
        },
        onResponseStart: (_controller, statusCode) => {
          status = statusCode;
        },
        onResponseData: (_controller, chunk) => {
          size += chunk.length;
          if (size > maxAnswer) stop('the answer is too large');
          else chunks.push(chunk);
        },
        onResponseEnd: () => {
          const [only] = chunks;
          const whole = chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks);
          finish({ kind: 'answered', status, body: whole });
        },
        onResponseError: (_controller, error) => {
          finish({ kind: 'unavailable', reason: reasonOf(error) });
        },
      },
    );
  });
}

function reasonOf(error: unknown): string {
  const { name, code, cause }: { name?: unknown; code?: unknown; cause?: unknown } = Object(error);
  if (typeof code === 'string') return code;
  return cause === undefined ? String(name) : reasonOf(cause);
}
