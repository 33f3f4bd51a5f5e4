import type { FastifyInstance } from 'fastify';

export interface HealthOptions {
  /** Version of the graph that is served; undefined until there is one. */
  readonly supergraphId: () => string | undefined;
  /** Subgraphs that have not answered since they joined, with the reason. */
  readonly waiting: () => Readonly<Record<string, string>>;
}

/** `live`: the process answers. `ready`: a supergraph is loaded and each subgraph answered once. */
export function healthRoutes(app: FastifyInstance, { supergraphId, waiting }: HealthOptions): void {
  app.get('/health/live', async () => ({ status: 'live' }));
  app.get('/health/ready', async (_request, reply) => {
    const supergraph = supergraphId();
    const subgraphs = waiting();
    if (supergraph !== undefined && Object.keys(subgraphs).length === 0) {
      return { status: 'ready', supergraph };
    }
    reply.code(503);
    return supergraph === undefined
      ? { status: 'waiting', reason: 'No supergraph is loaded; the log says why.', subgraphs }
      : {
          status: 'waiting',
          reason: 'Not every subgraph has answered yet.',
          supergraph,
          subgraphs,
        };
  });
}
