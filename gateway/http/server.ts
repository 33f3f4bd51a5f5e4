import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import fastify, { type FastifyInstance, LogController } from 'fastify';
import { type ErrorCode, errors } from '../../lib/errors.ts';
import { type LogOptions, loggerOptions } from './create-log.ts';

/** Bytes of a request body at most: a bulk of 1,000 rows with all their fields, packing lists too. */
export const maxBody: number = 4 * 1024 * 1024;
/** Milliseconds: longer than proxies keep an idle connection, so that they close it first. */
const keepAliveTimeout = 75_000;

export interface HttpOptions extends LogOptions {
  readonly corsOrigins: readonly string[];
}

/** Fastify with ids, limits, CORS and masked errors, and no route yet. */
export async function createHttpServer(options: HttpOptions): Promise<FastifyInstance> {
  const app: FastifyInstance = fastify({
    bodyLimit: maxBody,
    keepAliveTimeout,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    exposeHeadRoutes: false,
    routerOptions: { ignoreTrailingSlash: true },
    logController: new LogController({ disableRequestLogging: true }),
    logger: loggerOptions(options),
  });
  // A text body would be a way around the preflight that JSON forces browsers to make.
  app.removeContentTypeParser('text/plain');
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
  if (options.corsOrigins.length > 0) {
    await app.register(cors, {
      origin: [...options.corsOrigins],
      methods: ['GET', 'POST'],
      allowedHeaders: [
        'authorization',
        'content-type',
        'x-hub-purpose',
        'apollo-require-preflight',
        'x-apollo-operation-name',
      ],
      exposedHeaders: ['x-request-id', 'www-authenticate'],
      maxAge: 86_400,
    });
  }
  app.setNotFoundHandler((request, reply) =>
    reply.code(errors.NOT_FOUND.status).send(errorBody('NOT_FOUND', request.id)),
  );
  app.setErrorHandler((error, request, reply) => {
    const code = codeOf(error);
    if (code === 'INTERNAL_SERVER_ERROR') request.log.error({ err: error }, 'HTTP stage failed');
    const message = code === 'PAYLOAD_TOO_LARGE' ? tooLarge : undefined;
    return reply.code(errors[code].status).send(errorBody(code, request.id, message));
  });
  return app;
}

const tooLarge = `The request body is larger than ${maxBody} bytes: send a bulk's rows in several requests.`;

/** An error that is the whole answer, in the form of a GraphQL response. */
export function errorBody(
  code: ErrorCode,
  requestId: string,
  message: string = errors[code].message,
): object {
  return { errors: [{ message, extensions: { code, requestId } }] };
}

function codeOf(error: unknown): ErrorCode {
  if (!(error instanceof Error)) return 'INTERNAL_SERVER_ERROR';
  const code = 'code' in error ? error.code : undefined;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'PAYLOAD_TOO_LARGE';
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'UNSUPPORTED_MEDIA_TYPE';
  const status = 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 && status < 500
    ? 'BAD_REQUEST'
    : 'INTERNAL_SERVER_ERROR';
}
