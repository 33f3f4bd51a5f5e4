import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import fastify from 'fastify';
import { loadApolloEngine } from '../../../gateway/execute/apollo-engine.ts';
import { withoutFieldRules } from '../../../gateway/execute/without-field-rules.ts';
import { subgraphConnector } from '../../../gateway/providers/connect-subgraph.ts';
import { createSupergraph } from '../../../schema/supergraph.ts';

const sdl = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');

it('the stock gateway (--engine apollo --open) loads the hub’s graph, rules left out', async () => {
  expect(sdl).toContain('@policy(policies:');
  expect(withoutFieldRules(sdl)).not.toMatch(/@policy|specs.apollo.dev\/policy/);
  const supergraph = createSupergraph(sdl);
  if (supergraph.kind === 'failed') throw new Error(JSON.stringify(supergraph.findings));
  const { log } = fastify({ logger: false });
  const connect = subgraphConnector({ log, timeout: 1_000, own: new Set() });
  expect(await loadApolloEngine(supergraph, { log, connect })).toMatchObject({ kind: 'engine' });
});

it('a graph without rules stays as it is written', () => {
  const plain = 'schema @link(url: "https://specs.apollo.dev/link/v1.0") { query: Q }';
  expect(withoutFieldRules(plain)).toBe(plain);
});
