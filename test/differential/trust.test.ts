import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { GraphQLError } from 'graphql';
import type { Engine } from '../../gateway/execute/engine.ts';
import { loadHubEngine } from '../../gateway/hub-engine.ts';
import { NoAnswer } from './ask-engine.ts';
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

const contexts =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: ["@key", "@context", "@fromContext", "@override"])';
const sites = `${contexts}
type Query { sites: [Site!]! }
type Site @key(fields: "id") @context(name: "site") { id: ID! sky: String! desks: [Desk!]! }
type Desk @key(fields: "id") { id: ID! height: Int! depth: Int! light(around: String @fromContext(field: "$site { sky }")): Int! }`;
const desks = `${contexts}
type Desk @key(fields: "id") { id: ID! height: Int! @override(from: "sites") depth: Int! @override(from: "sites", label: "percent(0)") }`;

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
        { name: 'sites', sdl: sites },
        { name: 'desks', sdl: desks },
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

  it('finds an error that tells more than its place, or another code', async () => {
    const changed = (change: (error: GraphQLError) => object): Engine =>
      withAnswer(({ data, errors }) => ({
        data,
        errors: errors.map((error) => (error instanceof GraphQLError ? change(error) : error)),
      }));
    const below = changed(({ message, path = [], extensions }) => ({
      message,
      path: [...path, 'id'],
      extensions,
    }));
    const unmasked = changed(({ message, path, extensions }) => ({
      message,
      path,
      extensions: { ...extensions, code: 'PRIVATE_CODE' },
    }));
    for (const engine of [below, unmasked]) {
      const outcomes = [];
      for (let seed = 0; seed < 20; seed += 1) {
        outcomes.push(await runFaulty(graph, engine, operation, seed));
      }
      const found = outcomes.filter(({ kind }) => kind === 'disagrees');
      expect(found.length).toBeGreaterThan(3);
    }
  });

  it('finds an engine that never answers', async () => {
    const still = { ...engine, execute: () => Promise.reject(new NoAnswer('none')) };
    expect(await runHealthy(graph, still, operation)).toMatchObject({ kind: 'hang' });
    expect(await runFaulty(graph, still, operation, 1)).toMatchObject({
      disagreement: { kind: 'hang' },
    });
  });

  it.each([
    ['an external field', 'traffic', 'Gate', 'width', 'is external'],
    ['what needs other fields, without them', 'traffic', 'Gate', 'load', 'needs a representation'],
    ['what needs a context, without it', 'sites', 'Desk', 'light', 'from its context'],
    ['what another subgraph overrides', 'sites', 'Desk', 'height', 'is overridden'],
    ['what a share of none overrides', 'desks', 'Desk', 'depth', 'is overridden'],
    ['a type that it cannot resolve', 'gates', 'Desk', '__typename', 'cannot be resolved here'],
  ])('finds that a subgraph is asked for %s', async (_, name, type, field, text) => {
    const asking: Engine = {
      ...engine,
      execute: async (request) => {
        const url = graph.supergraph.subgraphs.find((one) => one.name === name)?.url;
        const on = type === 'Desk' && name === 'gates' ? 'Gate' : type;
        const query = `{ _entities(representations: [{ __typename: "${type}", id: "${type}:0:id" }]) { ... on ${on} { ${field} } } }`;
        await fetch(String(url), { method: 'POST', body: JSON.stringify({ query }) });
        return engine.execute(request);
      },
    };
    const { world } = graph.healthy;
    // Something of the type is there to be asked for.
    const anything: World = {
      ...world,
      find: (types, ...rest) => world.find(types, ...rest) ?? { type: types[0] ?? '', key: '0' },
    };
    const found = await runHealthy(
      withWorld(() => anything),
      asking,
      operation,
    );
    expect(found).toMatchObject({ kind: 'violation' });
    expect(JSON.stringify(found?.got)).toContain(text);
  });

  it('finds an argument with the context of another place', async () => {
    const inContext = { query: '{ sites { desks { light } } }', variables: {} };
    expect(await runHealthy(graph, engine, inContext)).toBeUndefined();
    const wrong = withWorld((world) => ({
      ...world,
      value: (instance, field, args, required) =>
        world.value(instance, field, field === 'light' ? { around: 'moon' } : args, required),
    }));
    expect(await runHealthy(wrong, engine, inContext)).toMatchObject({ kind: 'data' });
  });

  it('judges federation 1 as it does the others', async () => {
    const old = createGraph(
      [
        {
          name: 'gates',
          sdl: 'type Query { main: Gate! } type Gate @key(fields: "id") { id: ID! width: Int! }',
        },
        {
          name: 'traffic',
          sdl: 'extend type Gate @key(fields: "id") { id: ID! @external width: Int! @external load: Int! @requires(fields: "width") }',
        },
      ],
      11,
      server,
    );
    if (old === undefined) throw new Error('the subgraphs compose');
    expect(old.supergraph.sdl).toContain('join/v0.1');
    const loaded = await loadEngine({ name: 'hub', load: loadHubEngine }, old.supergraph);
    if ('refused' in loaded) throw new Error(loaded.refused);
    const loads = { query: '{ main { load } }', variables: {} };
    expect(await runHealthy(old, loaded, loads)).toBeUndefined();
    const { world } = old.healthy;
    const value: World['value'] = (instance, field, args, required) =>
      world.value(instance, field, args, required === undefined ? undefined : { width: -1 });
    const wrong = { ...old, healthy: { ...old.healthy, world: { ...world, value } } };
    expect(await runHealthy(wrong, loaded, loads)).toMatchObject({ kind: 'data' });
  });
});
