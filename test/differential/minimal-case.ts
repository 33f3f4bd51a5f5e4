import { parse, validate } from 'graphql';
import { operationsPerGraph } from './case.ts';
import type { Operation } from './generate-operation.ts';
import { createGraph, type EngineUnderTest, loadEngine } from './graph.ts';
import type { SubgraphSdl } from './parsed-subgraph.ts';
import { type Failure, isUnplanned, runOne } from './run-group.ts';
import type { Disagreement } from './run-healthy.ts';
import { shrinkOperation, shrinkSubgraphs } from './shrink.ts';
import type { SubgraphServer } from './subgraph-server.ts';

/** The smallest case found that fails in the same way: the operation shrinks first. */
export async function minimalCase(
  failure: Failure,
  under: EngineUnderTest,
  server: SubgraphServer,
): Promise<Failure> {
  // What made the engine hang once does so again and again.
  if (failure.disagreement.kind === 'hang') return failure;
  const attempt = async (
    subgraphs: readonly SubgraphSdl[],
    operation: Operation,
  ): Promise<Disagreement | undefined> => {
    const graph = createGraph(subgraphs, failure.worldSeed, server);
    if (graph === undefined) return undefined;
    try {
      if (validate(graph.supergraph.apiSchema, parse(operation.query)).length > 0) return undefined;
      const engine = await loadEngine(under, graph.supergraph);
      if ('refused' in engine) return undefined;
      const found = await runOne(graph, engine, under, { ...failure, operation });
      if (found === undefined || isUnplanned(found)) return undefined;
      return found.kind === failure.disagreement.kind ? found : undefined;
    } catch {
      // A schema without what the data needs is none of ours.
      return undefined;
    } finally {
      graph.close();
    }
  };
  const graph = createGraph(failure.subgraphs, failure.worldSeed, server);
  if (graph === undefined) return failure;
  const operation = await shrinkOperation(
    graph.supergraph.apiSchema,
    failure.operation,
    async (smaller) => (await attempt(failure.subgraphs, smaller)) !== undefined,
  );
  graph.close();
  const subgraphs = await shrinkSubgraphs(
    failure.subgraphs,
    async (smaller) => (await attempt(smaller, operation)) !== undefined,
  );
  const disagreement = (await attempt(subgraphs, operation)) ?? failure.disagreement;
  return { ...failure, subgraphs, operation, disagreement };
}

/** For people: how to repeat it, and the case itself. */
export function describeFailure(failure: Failure): string {
  const { seed, engine, run, worldSeed, subgraphs, operation, disagreement } = failure;
  return [
    `--- ${engine}, ${run} run: ${disagreement.kind} differ`,
    `npm run test:differential -- --seed ${seed} --cases ${operationsPerGraph}   (world ${worldSeed})`,
    ...subgraphs.map(({ name, sdl }) => `# subgraph ${name}\n${sdl}`),
    `# operation\n${operation.query}`,
    `variables ${JSON.stringify(operation.variables)}`,
    `expected  ${JSON.stringify(disagreement.expected)}`,
    `got       ${typeof disagreement.got === 'string' ? disagreement.got : JSON.stringify(disagreement.got)}`,
  ].join('\n');
}
