import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginLandingPageDisabled } from '@apollo/server/plugin/disabled';
import type { FastifyInstance } from 'fastify';
import { formatFinding } from '../schema/finding.ts';
import { type AccessControl, type AccessOptions, createAccess } from './access.ts';
import { createDocumentStore, type DocumentStore } from './admit/document-store.ts';
import type { SignedInContext } from './authenticate/signed-in-context.ts';
import { loadApolloEngine } from './execute/apollo-engine.ts';
import type { Engine, EngineLoader, EngineOptions } from './execute/engine.ts';
import { createEngineSwitch } from './execute/engine-switch.ts';
import type { ConnectSubgraph } from './execute/subgraph-client.ts';
import { type GraphResult, type GraphSource, loadGraph } from './graph/load-graph.ts';
import { watchGraph } from './graph/watch-graph.ts';
import { graphqlRoute } from './http/graphql-route.ts';
import { healthRoutes } from './http/health-routes.ts';
import { idePolicy, registerIde } from './http/ide.ts';
import { jwksRoute } from './http/jwks-route.ts';
import { metricsRoute } from './http/metrics-route.ts';
import { createHttpServer, type HttpOptions } from './http/server.ts';
import { cacheSamples } from './metrics/cache-stats.ts';
import { countErrors } from './metrics/count-errors.ts';
import { type Counts, createCounts } from './metrics/counts.ts';
import type { Sample } from './metrics/metrics.ts';
import { writeMetrics } from './metrics/write-metrics.ts';
import { raiseAfterMutation, raisingMutations } from './policy-version/raise-after-mutation.ts';
import { subgraphConnector } from './providers/connect-subgraph.ts';
import { type BuildService, dataSourceConnector } from './providers/data-source-client.ts';
import { createReadiness } from './providers/readiness.ts';
import { maskError } from './respond/mask-error.ts';
import { reportErrors } from './respond/report-errors.ts';
import { showVisibility } from './respond/show-visibility.ts';
import { stringifyResult } from './respond/stringify-result.ts';
import type { WorkerPlace } from './worker.ts';

/** The engines that `--engine` can name. */
export const engineLoaders = Object.freeze({
  hub: async (supergraph, options) =>
    (await import('./hub-engine.ts')).loadHubEngine(supergraph, options),
  apollo: loadApolloEngine,
}) satisfies Readonly<Record<string, EngineLoader>>;

/** Milliseconds. */
const fetchTimeout = 30_000;
const requestTimeout = 60_000;
const drainTimeout = 5_000;

export interface GatewayOptions extends HttpOptions {
  readonly host: string;
  readonly port: number;
  readonly source: GraphSource;
  readonly engine: keyof typeof engineLoaders;
  /** How callers are known; null: nobody signs in and nothing is enforced, on loopback alone. */
  readonly access: AccessOptions | null;
  /** The planner of the hub's engine; left out, the one that suits the supergraph. */
  readonly planner?: EngineOptions['planner'] | undefined;
  /** False: identical queries in flight are each run for themselves. */
  readonly dedupe?: boolean | undefined;
  /** Milliseconds that a request may take in all: what is missing then is missing in the answer. */
  readonly requestTimeout?: number | undefined;
  /** Data sources written for `@apollo/gateway`, asked by the hub's engine in place of HTTP. */
  readonly buildService?: BuildService | undefined;
  /** With the IDE, and with suggestions from the schema in errors. */
  readonly development: boolean;
  /** `/metrics` answers every address, not this machine alone. */
  readonly openMetrics?: boolean | undefined;
  /** Where several processes share the port. */
  readonly worker?: WorkerPlace | undefined;
}

export interface Gateway {
  readonly kind: 'gateway';
  /** `http://127.0.0.1:4000/graphql` */
  readonly endpoint: string;
  /** What `/metrics` tells of this process. */
  readonly measure: () => readonly Sample[];
  /** Ends what is under way, at most `drainTimeout` long, and stops. */
  readonly close: () => Promise<void>;
}

/** The whole gateway. It serves as soon as there is a supergraph, whether subgraphs are up or not. */
export async function startGateway(
  options: GatewayOptions,
): Promise<Gateway | { readonly kind: 'failed'; readonly problem: string }> {
  const app = await createHttpServer(options);
  const readiness = createReadiness();
  const counts = createCounts();
  const documents = createDocumentStore();
  const access =
    options.access === null
      ? null
      : await createAccess(options.access, app.log, options.worker?.feed);
  let serving: Serving | undefined;
  /** Names of subgraphs with a data source: where their addresses lead to is not ours to ask. */
  const withSource = new Set<string>();
  const connector = (own: ReadonlySet<string>): ConnectSubgraph => {
    const common = { log: app.log, timeout: fetchTimeout, assert: access?.assert };
    const connect = subgraphConnector({ ...common, own });
    const { buildService } = options;
    if (buildService === undefined) return connect;
    const build: BuildService = (subgraph) => {
      const source = buildService(subgraph);
      if (source === undefined) withSource.delete(subgraph.name);
      else withSource.add(subgraph.name);
      return source;
    };
    return dataSourceConnector({ ...common, build, connect });
  };

  // Every new graph: load its engine, then let new requests begin with it.
  const take = async (graph: GraphResult): Promise<void> => {
    if (graph.kind === 'loaded' && graph.content !== null) await access?.take(graph.content);
    if (graph.kind === 'loaded' && graph.supergraph.id === serving?.engine.supergraph.id) return;
    const loaded =
      graph.kind === 'loaded'
        ? await engineLoaders[options.engine](graph.supergraph, {
            log: app.log,
            planner: options.planner,
            dedupe: options.dedupe,
            connect: connector(graph.own),
          })
        : graph;
    if (loaded.kind === 'failed') {
      const consequence =
        serving === undefined ? 'there is no graph to serve' : 'the graph in use stays';
      app.log.error(`${consequence}: ${loaded.findings.map(formatFinding).join(' | ')}`);
      return;
    }
    const { supergraph } = loaded.engine;
    readiness.follow(supergraph.subgraphs.filter(({ name }) => !withSource.has(name)));
    if (serving === undefined)
      serving = await serve(loaded.engine, app, { ...options, documents, counts, access });
    else serving.use(loaded.engine);
    const { id, subgraphs } = supergraph;
    app.log.info({ supergraph: id.slice(0, 12) }, `serving ${subgraphs.length} subgraphs`);
  };

  // Every request: http -> authenticate -> admit -> execute -> respond.
  healthRoutes(app, {
    supergraphId: () => serving?.engine.supergraph.id,
    waiting: readiness.waiting,
  });
  const ide = options.development ? await registerIde(app) : undefined;
  graphqlRoute<SignedInContext>(app, {
    server: () => serving?.apollo,
    ide,
    idePolicy,
    counts,
    timeout: options.requestTimeout ?? requestTimeout,
    signIn: async (credentials, request) => {
      if (access === null) return { kind: 'context', context: { ...request, access } };
      const found = await access.signIn(credentials);
      if (found.kind === 'refused') return found;
      return { kind: 'context', context: { ...request, access: found.access } };
    },
  });
  if (access !== null) jwksRoute(app, access.jwks);
  const measure = (): readonly Sample[] => [
    ...counts.samples(),
    ...cacheSamples([documents.stats(), ...(access?.stats() ?? [])]),
    ...(serving?.engine.samples?.() ?? []),
  ];
  const gather = options.worker?.gather ?? (async () => measure());
  metricsRoute(app, {
    read: async () => writeMetrics(await gather()),
    open: options.openMetrics === true,
  });

  const follow = () => watchGraph((read) => loadGraph(options.source, read), take);
  // A worker takes no connection from the port that it shares before it can answer.
  const early = options.worker === undefined ? undefined : await follow();
  const problem = await listen(app, options);
  if (problem !== undefined) {
    await early?.close();
    return { kind: 'failed', problem };
  }
  const watch = early ?? (await follow());
  const endpoint = endpointOf(app, options);
  // Of several workers' one line is the primary process's to print.
  if (options.worker === undefined) app.log.info(`GraphQL endpoint: ${endpoint}`);
  return {
    kind: 'gateway',
    endpoint,
    measure,
    close: async () => {
      await watch.close();
      readiness.close();
      await drain(app);
      await serving?.apollo.stop();
      await access?.feed.close();
    },
  };
}

interface Serving {
  readonly apollo: ApolloServer<SignedInContext>;
  /** What new requests begin with. */
  readonly engine: Engine;
  readonly use: (engine: Engine) => void;
}

interface ServeOptions extends Pick<GatewayOptions, 'development'> {
  readonly documents: DocumentStore;
  readonly counts: Counts;
  readonly access: AccessControl | null;
}

async function serve(
  first: Engine,
  { log }: FastifyInstance,
  { documents, counts, access, development }: ServeOptions,
): Promise<Serving> {
  const engines = createEngineSwitch(first);
  let engine = first;
  let raising = raisingMutations(first.supergraph.sdl);
  const apollo = new ApolloServer<SignedInContext>({
    gateway: engines.serverGateway,
    csrfPrevention: true,
    introspection: true,
    hideSchemaDetailsFromClientErrors: !development,
    includeStacktraceInErrorResponses: false,
    persistedQueries: false,
    documentStore: documents,
    stopOnTerminationSignals: false,
    nodeEnv: development ? 'development' : 'production',
    logger: log,
    formatError: maskError,
    stringifyResult,
    plugins: [
      reportErrors(log),
      countErrors(counts),
      showVisibility(),
      raiseAfterMutation(
        () => raising,
        async () => access?.feed.raise(),
      ),
      ApolloServerPluginLandingPageDisabled(),
    ],
  });
  await apollo.start();
  return {
    apollo,
    get engine() {
      return engine;
    },
    use: (next) => {
      engines.use(next);
      engine = next;
      raising = raisingMutations(next.supergraph.sdl);
    },
  };
}

async function listen(app: FastifyInstance, options: GatewayOptions): Promise<string | undefined> {
  const { host, port } = options;
  try {
    await app.listen({ host, port, listenTextResolver: (address) => `listening on ${address}` });
    return undefined;
  } catch (error) {
    await app.close();
    const { code }: { code?: unknown } = Object(error);
    if (code === 'EADDRINUSE') {
      return `Port ${port} on ${host} is in use: stop what uses it, or set PORT to another one.`;
    }
    if (code === 'EACCES') return `Port ${port} needs more rights: set PORT to 1024 or above.`;
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      return `This machine has no address ${host}: set HOST to one that it has.`;
    }
    throw error;
  }
}

/** Ends what is under way; a connection is closed as soon as its last answer is sent. */
async function drain(app: FastifyInstance): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), 50);
  const all = setTimeout(() => app.server.closeAllConnections(), drainTimeout);
  await app.close();
  clearInterval(idle);
  clearTimeout(all);
}

function endpointOf(app: FastifyInstance, { host, port }: GatewayOptions): string {
  const address = app.server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return `http://${host.includes(':') ? `[${host}]` : host}:${taken}/graphql`;
}
