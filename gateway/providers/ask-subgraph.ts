import type { SubgraphRequest } from '../execute/subgraph-client.ts';

/** What a subgraph answered, as far as the GraphQL response format fixes it. */
export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly SubgraphError[];
}

export interface SubgraphError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

export type SubgraphAnswer =
  | { readonly kind: 'answered'; readonly response: SubgraphResponse }
  /** `reason` is for operators: `ECONNREFUSED`, `HTTP status 503`. */
  | { readonly kind: 'unavailable'; readonly reason: string };

const accept = 'application/graphql-response+json, application/json;q=0.9';

/**
 * Asks a subgraph over HTTP (GraphQL over HTTP, section 6). Connections are kept alive and shared.
 *
 * @param timeout milliseconds for the whole exchange
 */
export async function askSubgraph(
  url: string,
  request: SubgraphRequest,
  timeout: number,
  requestId?: string,
): Promise<SubgraphAnswer> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept,
        ...(requestId === undefined ? {} : { 'x-request-id': requestId }),
      },
      body: JSON.stringify(request),
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    });
    const body: unknown = await answer.json();
    // A 4xx with a GraphQL body is the subgraph's own refusal; a 5xx is a subgraph in trouble.
    if (answer.status < 500 && isResponse(body)) return { kind: 'answered', response: body };
    return { kind: 'unavailable', reason: `HTTP status ${answer.status}` };
  } catch (error) {
    return { kind: 'unavailable', reason: reasonOf(error) };
  }
}

function isResponse(body: unknown): body is SubgraphResponse {
  if (typeof body !== 'object' || body === null) return false;
  const data: unknown = 'data' in body ? body.data : undefined;
  const errors: unknown = 'errors' in body ? body.errors : undefined;
  if (typeof data !== 'object' || Array.isArray(data))
    return data === undefined && isErrors(errors);
  return errors === undefined || isErrors(errors);
}

function isErrors(errors: unknown): boolean {
  return (
    Array.isArray(errors) &&
    errors.every(
      (error: unknown) =>
        typeof error === 'object' &&
        error !== null &&
        'message' in error &&
        typeof error.message === 'string',
    )
  );
}

/** In few words, without addresses or pieces of the answer: operators read it at /health/ready. */
function reasonOf(error: unknown): string {
  const { name, code, cause }: { name?: unknown; code?: unknown; cause?: unknown } = Object(error);
  if (name === 'TimeoutError') return 'no answer in time';
  if (name === 'SyntaxError') return 'the answer is not JSON';
  if (typeof code === 'string') return code;
  return cause === undefined ? String(name) : reasonOf(cause);
}
