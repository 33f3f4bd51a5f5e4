import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Contestant,
  type ContestantName,
  contestants,
  type Setting,
} from '../contestants/contestants.ts';
import { type RunningContestant, startContestant } from '../contestants/start-contestant.ts';
import { composeBenchGraph } from '../graph/bench-graph.ts';
import { type Load, startLoad } from '../load/load.ts';
import { type CorePlan, planCores } from '../processes/core-plan.ts';
import { type StandIns, startStandIns } from '../stand-ins/stand-ins.ts';

/** How long and how often the run measures. */
export interface Extent {
  readonly rounds: number;
  /** Seconds of one round. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

/** Everything around the gateways: stand-ins and load generator run, the graph is composed. */
export interface Bench {
  readonly contestants: readonly Contestant[];
  readonly extent: Extent;
  readonly cores: CorePlan;
  readonly standIns: StandIns;
  readonly load: Load;
  readonly supergraphPath: string;
  /** A world that no request has asked about yet, and `count` more after it. */
  readonly freshWorlds: (count: number) => number;
  /** Tells the person at the terminal what is under way. */
  readonly progress: (line: string) => void;
  readonly close: () => Promise<void>;
}

export interface BenchOptions {
  readonly engine: string;
  readonly withPeers: boolean;
  readonly only: readonly string[];
  /** The peers run with our flags of Node. */
  readonly sameFlags?: boolean;
  readonly extent: Extent;
  readonly cores?: CorePlan;
  readonly progress: (line: string) => void;
}

export async function openBench(options: BenchOptions): Promise<Bench> {
  const { engine, withPeers, only, sameFlags = false, extent, progress } = options;
  const cores = options.cores ?? planCores();
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const standIns = await startStandIns(cores.standIns);
  const load = startLoad(cores.load);
  const supergraphPath = join(folder, 'supergraph.graphql');
  writeFileSync(supergraphPath, composeBenchGraph(standIns.urlOf));
  let nextWorld = 1;
  return {
    contestants: contestants(engine, withPeers, sameFlags).filter(
      ({ name }) => only.length === 0 || only.includes(name),
    ),
    extent,
    cores,
    standIns,
    load,
    supergraphPath,
    freshWorlds: (count) => {
      const first = nextWorld;
      nextWorld += count;
      return first;
    },
    progress,
    close: async () => {
      await Promise.all([load.stop(), standIns.stop()]);
      rmSync(folder, { recursive: true });
    },
  };
}

export interface Skipped {
  readonly name: ContestantName;
  readonly reason: string;
}

/** Starts the gateways, all on the same cores, and stops them when `use` is done. */
export async function withGateways<Result>(
  bench: Bench,
  setting: Pick<Setting, 'dedupe'> & Partial<Pick<Setting, 'workers'>>,
  use: (gateways: readonly RunningContestant[]) => Promise<Result>,
): Promise<{ readonly result: Result; readonly skipped: readonly Skipped[] }> {
  const { supergraphPath, cores } = bench;
  const running: RunningContestant[] = [];
  const skipped: Skipped[] = [];
  try {
    for (const contestant of bench.contestants) {
      if (setting.dedupe && !contestant.dedupes) {
        bench.progress(`${contestant.name} shares nothing in flight: it runs as it is`);
      }
      const started = await startContestant(contestant, cores.gateway, {
        supergraphPath,
        workers: 1,
        ...setting,
      });
      if (started.kind === 'running') running.push(started);
      else skipped.push({ name: started.name, reason: started.reason });
    }
    return { result: await use(running), skipped };
  } finally {
    await Promise.all(running.map(({ process }) => process.stop()));
  }
}
