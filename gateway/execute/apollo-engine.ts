import type { GraphQLDataSource } from '@apollo/gateway';
import type { FastifyBaseLogger } from 'fastify';
import type { Supergraph } from '../../schema/supergraph.ts';
import type { EngineOptions, EngineResult } from './engine.ts';
import type { SubgraphClient } from './subgraph-client.ts';
import { withoutFieldRules } from './without-field-rules.ts';

/**
 * The stock `ApolloGateway`, static over one supergraph: its planner and executor, our fetches.
 * It is the reference that other engines are compared with.
 */
export async function loadApolloEngine(
  supergraph: Supergraph,
  { log, connect }: EngineOptions,
): Promise<EngineResult> {
  // It would report usage to its maker; it reads this when it is first constructed.
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  const { ApolloGateway } = await import('@apollo/gateway');
  const gateway = new ApolloGateway({
    supergraphSdl: withoutFieldRules(supergraph.sdl),
    logger: quiet(log),
    __exposeQueryPlanExperimental: false,
    buildService: ({ name, url = '' }) => createDataSource(connect({ name, url })),
  });
  try {
    const { schema, executor } = await gateway.load();
    return { kind: 'engine', engine: { supergraph, apiSchema: schema, execute: executor } };
  } catch (error) {
    return {
      kind: 'failed',
      findings: [
        {
          subgraph: 'supergraph',
          line: 1,
          code: 'ENGINE_REFUSED',
          message: error instanceof Error ? error.message : String(error),
          advice: 'Use features that the engine knows, or start the gateway with another engine.',
          severity: 'error',
        },
      ],
    };
  }
}

function createDataSource({ ask }: SubgraphClient): GraphQLDataSource {
  return {
    process: async ({ request: { query = '', variables, operationName }, context }) =>
      ask(
        {
          query,
          ...(variables === undefined ? {} : { variables }),
          ...(operationName === undefined ? {} : { operationName }),
        },
        String(context['requestId']),
      ),
  };
}

/** The stock gateway reports every step at `info`; operators hear of its troubles only. */
function quiet(
  log: FastifyBaseLogger,
): Pick<FastifyBaseLogger, 'debug' | 'info' | 'warn' | 'error'> {
  return {
    debug: log.trace.bind(log),
    info: log.debug.bind(log),
    warn: log.warn.bind(log),
    error: log.error.bind(log),
  };
}
