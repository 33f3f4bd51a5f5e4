import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import { type ErrorCode, errors } from '../../lib/errors.ts';
import { invariant } from '../../lib/invariant.ts';
import { type Access, type Admission, isLoopback, openGate } from './access.ts';
import { createContext, type SubgraphContext } from './context.ts';
import { openDatabase } from './database.ts';
import type { HubMode } from './hub-mode.ts';
import { maskError } from './mask-error.ts';
import { prepareDatabase } from './prepare-database.ts';
import type { Subgraph } from './subgraph.ts';

export interface ServeOptions {
  readonly databaseUrl: string;
  readonly mode: HubMode;
  readonly access: Access;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
}

export interface RunningSubgraph {
  /** The GraphQL endpoint. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Bytes of a request at most: more than the gateway takes, whose 4 MiB it may write out longer. */
const bodyLimit = 8 * 1024 * 1024;

/**
 * Prepares the database and serves the subgraph over HTTP: `POST /graphql`, `GET /health/live`,
 * `GET /health/ready` (200 while the database answers, else 503). Whatever is asked of GraphQL needs
 * an assertion of the hub, or is answered with status 401; health does not.
 *
 * @throws DatabaseError where the database cannot be used, or would not withhold records
 * @throws RangeError where it is to be open to all on an address that others reach
 */
export async function serveSubgraph(
  subgraph: Subgraph,
  { databaseUrl, mode, access, host, port }: ServeOptions,
): Promise<RunningSubgraph> {
  if (access.kind === 'open' && !isLoopback(host)) {
    throw new RangeError(`${host} is reached by others: there, a subgraph cannot be open to all.`);
  }
  const rights = await prepareDatabase(subgraph, databaseUrl, mode);
  const gate = await openGate(access, { subgraph, databaseUrl, rights });
  const health = openDatabase(databaseUrl, { connections: 1 });
  const admissions = new WeakMap<FastifyRequest, Admission>();
  const app = fastify({ bodyLimit, forceCloseConnections: 'idle' });
  const server = new ApolloServer<SubgraphContext>({
    schema: subgraph.schema,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    formatError: (formatted, error) => maskError(subgraph.definition.name, formatted, error),
    plugins: [
      fastifyApolloDrainPlugin(app),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
    ],
    stopOnTerminationSignals: false,
  });
  await server.start();
  // Before the body is read: who may not ask is not listened to.
  app.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.url?.startsWith('/health/')) return;
    const admission = await gate.admit(request.headers);
    if (admission !== null) return void admissions.set(request, admission);
    const code: ErrorCode = 'UNAUTHENTICATED';
    const { status, message } = errors[code];
    await reply.code(status).send({ errors: [{ message, extensions: { code } }] });
  });
  await app.register(fastifyApollo(server), {
    context: async (request) => {
      const admission = admissions.get(request);
      invariant(admission !== undefined, 'Only admitted requests come this far.');
      return createContext(admission.db, admission.caller);
    },
  });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    try {
      await sql`select 1`.execute(health);
      return { status: 'ready' };
    } catch {
      return reply
        .code(503)
        .send({ status: 'not ready', reasons: ['The database does not answer.'] });
    }
  });
  try {
    await app.listen({ host, port });
  } catch (error) {
    await Promise.all([gate.close(), health.destroy()]);
    throw error;
  }
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${portOf(app, port)}/graphql`,
    stop: async () => {
      await server.stop();
      await app.close();
      await Promise.all([gate.close(), health.destroy()]);
    },
  };
}

function portOf(app: FastifyInstance, asked: number): number {
  const [address] = app.addresses();
  return typeof address === 'object' ? address.port : asked;
}
