import type { FastifyInstance, FastifyRequest } from 'fastify';
import { isLoopback } from '../../lib/configuration.ts';

export interface MetricsRouteOptions {
  /** In the text format of Prometheus. */
  readonly read: () => Promise<string>;
  /** For every address, not for this machine alone. */
  readonly open: boolean;
}

/** `GET /metrics`. To those it is not for, there is no such address. */
export function metricsRoute(app: FastifyInstance, { read, open }: MetricsRouteOptions): void {
  app.get('/metrics', async (request, reply) => {
    if (!open && !isLocal(request)) return reply.callNotFound();
    return reply.type('text/plain; version=0.0.4; charset=utf-8').send(await read());
  });
}

/** From this machine, and not through a proxy on it. */
function isLocal({ socket, headers }: FastifyRequest): boolean {
  const forwarded = headers['x-forwarded-for'] ?? headers['forwarded'] ?? headers['via'];
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
  return forwarded === undefined && isLoopback(address);
}
