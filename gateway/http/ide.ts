import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { ruruHTML } from 'ruru/server';

const prefix = '/ruru-static/';

/** The page may load from the gateway alone; Monaco needs inline styles and workers from blobs. */
export const idePolicy =
  "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; form-action 'none'; frame-ancestors 'none'";

/** GraphiQL, bundled by `ruru`: serves its files and returns its page. Works with no internet. */
export async function registerIde(app: FastifyInstance): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('ruru/static');
  await app.register(fastifyStatic, {
    root: join(dirname(entry), '..', 'static'),
    prefix,
    decorateReply: false,
    index: false,
  });
  return ruruHTML({ endpoint: '/graphql', staticPath: prefix });
}
