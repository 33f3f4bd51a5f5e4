import fc from 'fast-check';
import type { SubgraphSdl } from './parsed-subgraph.ts';
import { generateSubgraphs } from './sdl/generate-subgraphs.ts';

/** One supergraph with the operations to run over it; each operation is a case. */
export interface CaseGroup {
  readonly subgraphs: readonly SubgraphSdl[];
  /** Of the data and the faults. */
  readonly seed: number;
  readonly operationSeeds: readonly number[];
}

/** Composing costs as much as running some dozens of operations. */
export const operationsPerGraph = 25;

const anySeed = fc.noBias(fc.integer({ min: 0, max: 2 ** 31 - 1 }));

const caseGroup: fc.Arbitrary<CaseGroup> = fc.record({
  subgraphs: anySeed.map(generateSubgraphs),
  seed: anySeed,
  operationSeeds: fc.array(anySeed, {
    minLength: operationsPerGraph,
    maxLength: operationsPerGraph,
    size: 'max',
  }),
});

/** The group of that seed: the same on every machine. */
export function drawCaseGroup(seed: number): CaseGroup {
  const [group] = fc.sample(caseGroup, { seed, numRuns: 1 });
  if (group === undefined) throw new Error('a sample of one has one');
  return group;
}
