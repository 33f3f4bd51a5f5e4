import { exchange } from './exchange.ts';

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

/** `reason` is for operators: `ECONNREFUSED`, `HTTP status 503`. */
interface Unavailable {
  readonly kind: 'unavailable';
  readonly reason: string;
}

export type SubgraphBody = { readonly kind: 'answered'; readonly body: Buffer } | Unavailable;
export type SubgraphAnswer =
  | { readonly kind: 'answered'; readonly response: SubgraphResponse }
  | Unavailable;

export interface AskOptions {
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
  readonly requestId?: string | undefined;
  /** For whom it is asked, signed. */
  readonly assertion?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Sends a request body to a subgraph. The answer is not read yet. */
export async function askForBody(
  url: URL,
  body: string,
  options: AskOptions,
): Promise<SubgraphBody> {
  const target = { origin: url.origin, path: url.pathname + url.search };
  const answer = await exchange(target, body, options);
  if (answer.kind === 'unavailable') return answer;
  // A 4xx with a GraphQL body is the subgraph's own refusal; a redirect or 5xx is one in trouble.
  const usable = answer.status < 500 && (answer.status < 300 || answer.status >= 400);
  return usable ? answer : { kind: 'unavailable', reason: `HTTP status ${answer.status}` };
}

/** Reads an answer: JSON in UTF-8. */
export function readAnswer(body: Buffer): SubgraphAnswer {
  try {
    const response: unknown = JSON.parse(body.toString('utf8'));
    if (isResponse(response)) return { kind: 'answered', response };
    return { kind: 'unavailable', reason: 'the answer is no GraphQL response' };
  } catch {
    return { kind: 'unavailable', reason: 'the answer is not JSON' };
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
