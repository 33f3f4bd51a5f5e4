import { Readable } from 'node:stream';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type ErrorCode, errors } from '../../lib/errors.ts';
import type { Counts } from '../metrics/counts.ts';
import { createBodyEncoder, type EncodeBody } from './encode-body.ts';
import type { RequestContext } from './request-context.ts';
import { errorBody } from './server.ts';

/** Characters of an operation's text at most: it is parsed before anything else is known of it. */
export const maxDocument = 1_000_000;

/** A request that goes no further, and the whole answer to it. */
export interface RefusedRequest {
  readonly kind: 'refused';
  readonly code: ErrorCode;
  readonly message: string;
  /** Value of `WWW-Authenticate`. */
  readonly challenge?: string;
}

/** What a request says of who sends it and what for. */
export interface RequestCredentials {
  readonly authorization: string | undefined;
  readonly purpose: string | undefined;
}

export interface GraphqlRouteOptions<Context extends RequestContext> {
  /** Undefined until the first supergraph is loaded. */
  readonly server: () => ApolloServer<Context> | undefined;
  /** Adds who asks to what is known of a request. */
  readonly signIn: (
    credentials: RequestCredentials,
    request: RequestContext,
  ) => Promise<{ readonly kind: 'context'; readonly context: Context } | RefusedRequest>;
  /** The page for browsers; undefined in production. */
  readonly ide: string | undefined;
  /** Header that keeps the page from loading anything from elsewhere. */
  readonly idePolicy: string;
  readonly counts: Pick<Counts, 'follow'>;
  /** Milliseconds that a request may take. */
  readonly timeout: number;
}

/** `/graphql` by the GraphQL over HTTP specification (section 6). */
export function graphqlRoute<Context extends RequestContext>(
  app: FastifyInstance,
  options: GraphqlRouteOptions<Context>,
): void {
  const encode = createBodyEncoder();
  app.route({
    url: '/graphql',
    method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    handler: async (request, reply) => {
      options.counts.follow(reply.raw);
      if (request.method !== 'GET' && request.method !== 'POST') {
        reply.code(errors.METHOD_NOT_ALLOWED.status).header('allow', 'GET, POST');
        return reply.send(errorBody('METHOD_NOT_ALLOWED', request.id));
      }
      if (options.ide !== undefined && isBrowser(request)) {
        reply.header('content-security-policy', options.idePolicy);
        return reply.type('text/html; charset=utf-8').send(options.ide);
      }
      const server = options.server();
      if (server === undefined) {
        return reply.code(errors.NOT_READY.status).send(errorBody('NOT_READY', request.id));
      }
      if (isLong(request.body)) {
        const message = `The document is longer than ${maxDocument} characters: send values as variables.`;
        reply.code(errors.PAYLOAD_TOO_LARGE.status);
        return reply.send(errorBody('PAYLOAD_TOO_LARGE', request.id, message));
      }
      const { authorization, 'x-hub-purpose': asked } = request.headers;
      const purpose = Array.isArray(asked) ? asked.join() : asked;
      const known = { requestId: request.id, signal: signalOf(reply, options.timeout) };
      const signedIn = await options.signIn({ authorization, purpose }, known);
      if (signedIn.kind === 'refused') {
        const { code, message, challenge } = signedIn;
        if (challenge !== undefined) reply.header('www-authenticate', challenge);
        return reply.code(errors[code].status).send(errorBody(code, request.id, message));
      }
      return answer(server, signedIn.context, request, reply, encode);
    },
  });
}

async function answer<Context extends RequestContext>(
  server: ApolloServer<Context>,
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  encode: EncodeBody,
): Promise<FastifyReply> {
  const query = request.url.indexOf('?');
  const { status, headers, body } = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method,
      headers: headerMap(request),
      search: query === -1 ? '' : request.url.slice(query),
      body: request.body,
    },
    context: async () => context,
  });
  for (const [name, value] of headers) reply.header(name, value);
  reply.code(status ?? 200);
  return reply.send(
    body.kind === 'complete' ? encode(body.string) : Readable.from(body.asyncIterator),
  );
}

/**
 * Aborted when the client leaves before it has its answer, and when the answer takes too long: then
 * the client gets what there is.
 */
function signalOf(reply: FastifyReply, timeout: number): AbortSignal {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeout);
  reply.raw.once('close', () => {
    clearTimeout(timer);
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

function headerMap({ headers }: FastifyRequest): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

/** Whether the text of the operation is longer than one may be; what is no body of GraphQL is refused later. */
function isLong(body: unknown): boolean {
  if (typeof body !== 'object' || body === null || !('query' in body)) return false;
  return typeof body.query === 'string' && body.query.length > maxDocument;
}

/** Someone who opened the address in a browser, rather than a program that sends a query. */
function isBrowser({ method, headers, query }: FastifyRequest): boolean {
  const asks = typeof query === 'object' && query !== null && 'query' in query;
  return method === 'GET' && !asks && (headers.accept ?? '').includes('text/html');
}
