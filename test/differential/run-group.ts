import type { Engine } from '../../gateway/execute/engine.ts';
import { type CaseGroup, drawCaseGroup } from './case.ts';
import { featuresOfGraph, featuresOfOperation } from './coverage.ts';
import { generateOperation, type Operation } from './generate-operation.ts';
import { createGraph, type EngineUnderTest, type Graph, loadEngine } from './graph.ts';
import type { SubgraphSdl } from './parsed-subgraph.ts';
import { runFaulty } from './run-faulty.ts';
import { type Disagreement, runHealthy } from './run-healthy.ts';
import { isRecord } from './subgraph-schema.ts';
import type { SubgraphServer } from './subgraph-server.ts';

export const runKinds = Object.freeze(['healthy', 'faulty', 'silent'] as const);
export type RunKind = (typeof runKinds)[number];

export interface Failure {
  /** `--seed` of the group. */
  readonly seed: number;
  readonly engine: string;
  readonly run: RunKind;
  /** Of world and faults. */
  readonly worldSeed: number;
  readonly subgraphs: readonly SubgraphSdl[];
  readonly operation: Operation;
  readonly disagreement: Disagreement;
}

export interface Tally {
  /** Operations that were run; each healthy and, where asked for, with faults. */
  cases: number;
  /** Operations by what they, or their supergraphs, have. */
  readonly features: Record<string, number>;
  /** Runs with faults that could be judged, by fault. */
  readonly faults: Record<string, number>;
  faulty: number;
  unclear: number;
  /** Operations that the engine says it cannot plan: an error, never another answer. */
  unplanned: number;
  /** Seeds of the groups that have some. */
  readonly unplannedIn: number[];
  /** Groups that did not compose, or that the engine refuses to load. */
  discarded: number;
  refused: number;
  readonly failures: Failure[];
}

export function newTally(): Tally {
  return {
    cases: 0,
    features: {},
    faults: {},
    faulty: 0,
    unclear: 0,
    unplanned: 0,
    unplannedIn: [],
    discarded: 0,
    refused: 0,
    failures: [],
  };
}

/** Milliseconds that a subgraph which never answers is waited for, in the runs that have one. */
const silenceTimeout = 1_000;

/** Runs the operations of one supergraph, and adds to the tally. */
export async function runGroup(
  seed: number,
  under: EngineUnderTest,
  server: SubgraphServer,
  tally: Tally,
  runs: readonly RunKind[],
): Promise<void> {
  const group = drawCaseGroup(seed);
  const graph = createGraph(group.subgraphs, group.seed, server);
  if (graph === undefined) {
    tally.discarded += 1;
    return;
  }
  try {
    const engine = await loadEngine(under, graph.supergraph);
    if ('refused' in engine) tally.refused += 1;
    else await runOperations({ seed, group, graph, engine, under, tally, runs });
  } finally {
    graph.close();
  }
}

async function runOperations({
  seed,
  group,
  graph,
  engine,
  under,
  tally,
  runs,
}: {
  readonly seed: number;
  readonly group: CaseGroup;
  readonly graph: Graph;
  readonly engine: Engine;
  readonly under: EngineUnderTest;
  readonly tally: Tally;
  readonly runs: readonly RunKind[];
}): Promise<void> {
  const ofGraph = featuresOfGraph(group.subgraphs);
  for (const [index, operationSeed] of group.operationSeeds.entries()) {
    const operation = generateOperation(engine.apiSchema, operationSeed);
    tally.cases += 1;
    count(tally.features, [...ofGraph, ...featuresOfOperation(operation)]);
    for (const run of runs) {
      // Waiting is dear: few groups have a subgraph that is silent.
      if (run === 'silent' && (seed % 20 !== 1 || index > 1)) continue;
      const worldSeed = group.seed;
      const disagreement = await runOne(graph, engine, under, { run, worldSeed, operation }, tally);
      if (disagreement === undefined) continue;
      if (isUnplanned(disagreement)) {
        tally.unplanned += 1;
        if (tally.unplannedIn.at(-1) !== seed) tally.unplannedIn.push(seed);
        break;
      }
      const { subgraphs } = group;
      const engineName = under.name;
      tally.failures.push({
        seed,
        engine: engineName,
        run,
        worldSeed,
        subgraphs,
        operation,
        disagreement,
      });
      return;
    }
  }
}

/** Whether all that is wrong is an honest refusal. */
export function isUnplanned({ kind, got }: Disagreement): boolean {
  return kind === 'errors' && Array.isArray(got) && got.length === 1 && hasCode(got[0]);
}

function hasCode(error: unknown): boolean {
  return isRecord(error) && error['code'] === 'OPERATION_NOT_PLANNED';
}

/** Undefined where the engine agrees, or cannot be judged. */
export async function runOne(
  graph: Graph,
  engine: Engine,
  under: EngineUnderTest,
  { run, worldSeed, operation }: Pick<Failure, 'run' | 'worldSeed' | 'operation'>,
  tally: Tally = newTally(),
): Promise<Disagreement | undefined> {
  if (run === 'healthy') return runHealthy(graph, engine, operation);
  const chosen =
    run === 'silent' ? await loadEngine(under, graph.supergraph, silenceTimeout) : engine;
  if ('refused' in chosen) throw new Error(chosen.refused);
  const outcome = await runFaulty(graph, chosen, operation, worldSeed, run === 'silent');
  tally.faulty += 1;
  if (outcome.kind === 'unclear') tally.unclear += 1;
  if (outcome.kind !== 'agrees') {
    return outcome.kind === 'disagrees' ? outcome.disagreement : undefined;
  }
  count(tally.faults, outcome.faults);
  return undefined;
}

function count(counts: Record<string, number>, names: readonly string[]): void {
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
}
