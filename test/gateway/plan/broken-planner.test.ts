import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Engine } from '../../../gateway/execute/engine.ts';
import { askEngine } from '../../differential/ask-engine.ts';
import { enginesUnderTest } from '../../differential/engines.ts';
import { createGraph, type Graph, loadEngine } from '../../differential/graph.ts';
import { type SubgraphServer, startSubgraphServer } from '../../differential/subgraph-server.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@requires", "@external"])';
const subgraphs = [
  {
    name: 'gates',
    sdl: `${link}
      type Query { gates: [Gate!]! }
      type Gate @key(fields: "code") { code: Int! near: [[Tower]!] }
      type Tower @key(fields: "id") { id: ID! label: String }`,
  },
  {
    name: 'towers',
    sdl: `${link}
      type Gate @key(fields: "id nest { code }") @key(fields: "code") {
        id: ID!
        nest: Nest!
        code: Int!
        near: [[Tower]!] @external
        best: [Tower]! @requires(fields: "near { id }")
      }
      type Nest { code: String! }
      interface Item { id: ID! }
      type Tower implements Item @key(fields: "id") {
        id: ID!
        label: String @external
        near: [Float]! @requires(fields: "label")
      }`,
  },
];
/** Valid, and the native planner (0.0.38) ends its process on it. */
const deadly = '{ gates { best { ... on Item { ... on Tower { near } } } } }';

let server: SubgraphServer;
let graph: Graph;
beforeAll(async () => {
  server = await startSubgraphServer();
  const made = createGraph(subgraphs, 1, server);
  if (made === undefined) throw new Error('the subgraphs compose');
  graph = made;
});
afterAll(async () => {
  graph.close();
  await server.close();
});

async function engineOf(name: string): Promise<Engine> {
  const under = enginesUnderTest.find((one) => one.name === name);
  const engine = under === undefined ? undefined : await loadEngine(under, graph.supergraph);
  if (engine === undefined || 'refused' in engine) throw new Error('the engine loads');
  return engine;
}

/** Codes of errors, and how often a planner was asked. */
async function askTwice(engine: Engine, query: string): Promise<[string[], number | undefined]> {
  graph.served.begin(graph.healthy.world);
  const codes: string[] = [];
  for (let i = 0; i < 2; i++) {
    const { errors } = await askEngine(engine, { query, variables: {} });
    codes.push(...errors.map(({ code }) => code));
  }
  const samples = engine.samples?.() ?? [];
  return [codes, samples.find(({ name }) => name === 'entente_planner_calls_total')?.value];
}

it('plans an operation anew on which the planner broke down', async () => {
  const refused = ['OPERATION_NOT_PLANNED', 'OPERATION_NOT_PLANNED'];
  expect(await askTwice(await engineOf('hub-native'), deadly)).toEqual([refused, 2]);
});

it('keeps the plan that another planner makes of it', async () => {
  expect(await askTwice(await engineOf('hub'), deadly)).toEqual([[], 1]);
});
