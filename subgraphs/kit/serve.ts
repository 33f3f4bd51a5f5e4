import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
} from '@apollo/server/plugin/disabled';
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify';
import fastify, { type FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import { createContext, type SubgraphContext } from './context.ts';
import { openDatabase } from './database.ts';
import { maskError } from './mask-error.ts';
import { prepareDatabase } from './prepare-database.ts';
import type { HubMode, Subgraph } from './subgraph.ts';

export interface ServeOptions {
  readonly databaseUrl: string;
  readonly mode: HubMode;
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
}

export interface RunningSubgraph {
  /** The GraphQL endpoint. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Bytes of a request at most: 1,000 representations fit easily. */
const bodyLimit = 4 * 1024 * 1024;

/**
 * Prepares the database and serves the subgraph over HTTP: `POST /graphql`, `GET /health/live`,
 * `GET /health/ready` (200 while the database answers, else 503).
 *
 * @throws DatabaseError where the database cannot be used
 */
export async function serveSubgraph(
  subgraph: Subgraph,
  { databaseUrl, mode, host, port }: ServeOptions,
): Promise<RunningSubgraph> {
  await prepareDatabase(subgraph, databaseUrl, mode);
  const db = openDatabase(databaseUrl);
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
  await app.register(fastifyApollo(server), { context: async () => createContext(db) });
  app.get('/health/live', () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    try {
      await sql`select 1`.execute(db);
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
    await db.destroy();
    throw error;
  }
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${portOf(app, port)}/graphql`,
    stop: async () => {
      await server.stop();
      await app.close();
      await db.destroy();
    },
  };
}

function portOf(app: FastifyInstance, asked: number): number {
  const [address] = app.addresses();
  return typeof address === 'object' ? address.port : asked;
}
