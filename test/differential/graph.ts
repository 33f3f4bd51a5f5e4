import fastify from 'fastify';
import type { Engine, EngineLoader } from '../../gateway/execute/engine.ts';
import { subgraphConnector } from '../../gateway/providers/connect-subgraph.ts';
import { compose } from '../../schema/compose.ts';
import { createSupergraph, type Supergraph } from '../../schema/supergraph.ts';
import { createOracle, type Oracle } from './oracle.ts';
import { type ParsedSubgraph, parseSubgraph, type SubgraphSdl } from './parsed-subgraph.ts';
import { federation1Supergraph, isFederation1 } from './sdl/federation-1-supergraph.ts';
import type { ServedGraph, SubgraphServer } from './subgraph-server.ts';
import { createWorld, type World } from './world.ts';

/** A supergraph with the world behind it, its subgraphs served and its oracle. */
export interface Graph {
  readonly sdls: readonly SubgraphSdl[];
  readonly supergraph: Supergraph;
  readonly served: ServedGraph;
  /** Few entities, met again and again: for healthy runs. */
  readonly healthy: Scene;
  /** Each place has its own entity, so that a fault has one place: for faulty runs. */
  readonly faulty: Scene;
  readonly close: () => void;
}

export interface Scene {
  readonly world: World;
  readonly oracle: Oracle;
}

let served = 0;

/** Undefined where the subgraphs do not compose. */
export function createGraph(
  sdls: readonly SubgraphSdl[],
  seed: number,
  server: SubgraphServer,
): Graph | undefined {
  served += 1;
  const path = `/graph-${served}`;
  const composition = compose(
    sdls.map(({ name, sdl }) => ({ name, sdl, url: `${server.origin}${path}/${name}` })),
  );
  if (composition.kind === 'failed') return undefined;
  const subgraphs = sdls.map(parseSubgraph);
  const supergraph = createSupergraph(
    isFederation1(sdls)
      ? federation1Supergraph(subgraphs, (name) => `${server.origin}${path}/${name}`)
      : composition.supergraphSdl,
  );
  if (supergraph.kind === 'failed') throw new Error('what composes can be read');
  const parsed = server.serve(path, subgraphs);
  return {
    sdls,
    supergraph,
    served: parsed,
    healthy: scene(subgraphs, supergraph, seed, 'graph'),
    faulty: scene(subgraphs, supergraph, seed, 'tree'),
    close: parsed.stop,
  };
}

function scene(
  subgraphs: readonly ParsedSubgraph[],
  { apiSchema }: Supergraph,
  seed: number,
  shape: 'graph' | 'tree',
): Scene {
  const world = createWorld(subgraphs, seed, shape);
  return { world, oracle: createOracle(apiSchema, world) };
}

/** What is to be tested: any loader, with its options. */
export interface EngineUnderTest {
  readonly name: string;
  readonly load: EngineLoader;
  readonly planner?: 'native' | 'apollo' | 'staged' | undefined;
}

/** Any engine, loaded as the gateway loads it. */
export async function loadEngine(
  { load, planner }: EngineUnderTest,
  supergraph: Supergraph,
  timeout = 30_000,
): Promise<Engine | { readonly refused: string }> {
  const { log } = fastify({ logger: false });
  const connect = subgraphConnector({ log, timeout, own: new Set() });
  const result = await load(supergraph, { log, connect, planner });
  return result.kind === 'engine'
    ? result.engine
    : { refused: result.findings.map(({ message }) => message).join('; ') };
}
