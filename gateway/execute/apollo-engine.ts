import type { GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError } from 'graphql';
import { errors } from '../../lib/errors.ts';
import type { Supergraph } from '../../schema/supergraph.ts';
import { clientError } from '../providers/client-errors.ts';
import { askSubgraph } from '../providers/subgraph-client.ts';
import type { EngineOptions, EngineResult } from './engine.ts';

/**
 * The stock `ApolloGateway`, static over one supergraph: its planner and executor, our fetches.
 * It is the reference that other engines are compared with.
 */
export async function loadApolloEngine(
  supergraph: Supergraph,
  options: EngineOptions,
): Promise<EngineResult> {
  // It would report usage to its maker; it reads this when it is first constructed.
  process.env['APOLLO_TELEMETRY_DISABLED'] = '1';
  const { ApolloGateway } = await import('@apollo/gateway');
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph.sdl,
    logger: quiet(options),
    __exposeQueryPlanExperimental: false,
    buildService: ({ name, url }) => createDataSource(name, url ?? '', options),
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

/** One subgraph, as the engine asks it. Says once when it stops answering, and when it returns. */
function createDataSource(
  subgraph: string,
  url: string,
  { log, fetchTimeout, own }: EngineOptions,
): GraphQLDataSource {
  let answering = true;
  return {
    process: async ({ request, context }) => {
      const { query = '', variables, operationName } = request;
      const requestId: unknown = context['requestId'];
      const answer = await askSubgraph(
        url,
        {
          query,
          ...(variables === undefined ? {} : { variables }),
          ...(operationName === undefined ? {} : { operationName }),
        },
        fetchTimeout,
        typeof requestId === 'string' ? requestId : undefined,
      );
      if (answer.kind === 'unavailable') {
        if (answering) log.warn({ subgraph, reason: answer.reason, requestId }, 'subgraph is down');
        answering = false;
        throw new GraphQLError(errors.SUBGRAPH_UNAVAILABLE.message, {
          extensions: { code: 'SUBGRAPH_UNAVAILABLE', subgraph },
        });
      }
      if (!answering) log.info({ subgraph }, 'subgraph answers again');
      answering = true;
      const { data, errors: downstream } = answer.response;
      return {
        ...(data === undefined ? {} : { data }),
        ...(downstream === undefined
          ? {}
          : {
              errors: downstream.map((error) => {
                const client = clientError(error, subgraph, own.has(subgraph));
                if (client.extensions.code === 'INTERNAL_SERVER_ERROR') {
                  log.error({ subgraph, requestId, error }, 'a subgraph reports an error');
                }
                return client;
              }),
            }),
      };
    },
  };
}

/** The stock gateway reports every step at `info`; operators hear of its troubles only. */
function quiet({
  log,
}: EngineOptions): Pick<EngineOptions['log'], 'debug' | 'info' | 'warn' | 'error'> {
  return {
    debug: log.trace.bind(log),
    info: log.debug.bind(log),
    warn: log.warn.bind(log),
    error: log.error.bind(log),
  };
}
