import type { FastifyInstance } from 'fastify';
import type { JSONWebKeySet } from 'jose';

/** Public keys by which partners' subgraphs verify assertions: what their `HUB_JWKS` may name. */
export function jwksRoute(app: FastifyInstance, jwks: JSONWebKeySet): void {
  app.get('/.well-known/jwks.json', async (_request, reply) => {
    reply.header('cache-control', 'public, max-age=300');
    return reply.type('application/jwk-set+json').send(JSON.stringify(jwks));
  });
}
