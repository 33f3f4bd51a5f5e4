import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadApolloEngine } from '../../gateway/execute/apollo-engine.ts';
import type { Engine } from '../../gateway/execute/engine.ts';
import { loadHubEngine } from '../../gateway/hub-engine.ts';
import type { Operation } from './generate-operation.ts';
import { createGraph, type Graph, loadEngine } from './graph.ts';
import { runFaulty } from './run-faulty.ts';
import { runHealthy } from './run-healthy.ts';
import { type SubgraphServer, startSubgraphServer } from './subgraph-server.ts';
import type { World } from './world.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@external", "@requires", "@provides", "@shareable"])';
const gates = `${link}
type Query { gates: [Gate!]! main: Gate! }
type Gate @key(fields: "id") { id: ID! name: String! width: Int! }`;
const traffic = `${link}
type Gate @key(fields: "id") { id: ID! width: Int! @external lanes: Int! queue: Queue load: Int! @requires(fields: "width") }
type Queue { length: Int! since: String }`;
const operation: Operation = {
  query: '{ gates { name } main { name lanes load queue { length since } } }',
  variables: {},
};

/** The test of the test: what is wrong must be found. */
describe('the differential test', () => {
  let server: SubgraphServer;
  let graph: Graph;
  let engine: Engine;

  beforeAll(async () => {
    server = await startSubgraphServer();
    const made = createGraph(
      [
        { name: 'gates', sdl: gates },
        { name: 'traffic', sdl: traffic },
      ],
      11,
      server,
    );
    if (made === undefined) throw new Error('the subgraphs compose');
    graph = made;
    const loaded = await loadEngine({ name: 'hub', load: loadHubEngine }, graph.supergraph);
    if ('refused' in loaded) throw new Error(loaded.refused);
    engine = loaded;
  });
  afterAll(() => server.close());

  /** The graph with subgraphs that compute one field in another way than the oracle. */
  const withWorld = (change: (world: World) => World): Graph => ({
    ...graph,
    healthy: { ...graph.healthy, world: change(graph.healthy.world) },
  });
  /** The engine with its answers changed on the way out. */
  const withAnswer = (
    change: (answer: { data: unknown; errors: unknown[] }) => object,
  ): Engine => ({
    ...engine,
    execute: async (request) => {
      const { data, errors = [] } = await engine.execute(request);
      return change({ data: JSON.parse(JSON.stringify(data ?? null)), errors: [...errors] });
    },
  });

  it('finds nothing where there is nothing', async () => {
    expect(await runHealthy(graph, engine, operation)).toBeUndefined();
  });

  it('finds one changed value', async () => {
    const changed = withWorld((world) => ({
      ...world,
      value: (instance, field, args, required) =>
        field === 'lanes' ? 4711 : world.value(instance, field, args, required),
    }));
    expect(await runHealthy(changed, engine, operation)).toMatchObject({ kind: 'data' });
  });

  it('finds keys in another order', async () => {
    const reversed = withAnswer(({ data }) => ({
      data: JSON.parse(JSON.stringify(data), (_, value: unknown) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).reverse())
          : value,
      ),
    }));
    expect(await runHealthy(graph, reversed, operation)).toMatchObject({ kind: 'data' });
  });

  it('finds an error that nothing called for', async () => {
    const erring = withAnswer(({ data }) => ({ data, errors: [{ message: 'for nothing' }] }));
    expect(await runHealthy(graph, erring, operation)).toMatchObject({ kind: 'errors' });
  });

  it('finds a wrong representation: the value that depends on it is another', async () => {
    const { world } = graph.healthy;
    const wrong = withWorld(() => ({
      ...world,
      value: (instance, field, args, required) =>
        world.value(instance, field, args, required === undefined ? undefined : { width: -1 }),
    }));
    expect(await runHealthy(wrong, engine, operation)).toMatchObject({ kind: 'data' });
  });

  it('counts on faults: there are some, and an engine that hides their errors is found', async () => {
    const silent = withAnswer(({ data }) => ({ data }));
    let faults = 0;
    let found = 0;
    for (let seed = 0; seed < 40; seed += 1) {
      const honest = await runFaulty(graph, engine, operation, seed);
      expect(honest).not.toMatchObject({ kind: 'disagrees' });
      if (honest.kind === 'agrees') faults += honest.faults.length;
      const hiding = await runFaulty(graph, silent, operation, seed);
      if (hiding.kind === 'disagrees') found += 1;
    }
    expect(faults).toBeGreaterThan(10);
    expect(found).toBeGreaterThan(5);
  });

  it('finds what a subgraph must not be asked', async () => {
    const stock = await loadEngine({ name: 'stock', load: loadApolloEngine }, graph.supergraph);
    if ('refused' in stock) throw new Error(stock.refused);
    const asking: Engine = {
      ...stock,
      execute: async (request) => {
        const [url] = graph.supergraph.subgraphs.filter(({ name }) => name === 'traffic');
        const query =
          '{ _entities(representations: [{ __typename: "Gate", id: "Gate:0:id" }]) { ... on Gate { width } } }';
        await fetch(String(url?.url), { method: 'POST', body: JSON.stringify({ query }) });
        return stock.execute(request);
      },
    };
    expect(await runHealthy(graph, asking, operation)).toMatchObject({ kind: 'violation' });
  });
});
