import { once } from 'node:events';
import { resolve } from 'node:path';
import { benchSubgraphs } from '../graph/bench-graph.ts';
import { type PinnedProcess, startPinned } from '../processes/pinned-process.ts';

/** What a process of stand-ins is told; it answers with its figures since the last order. */
export interface StandInOrder {
  /** Milliseconds that each answer is kept back. */
  readonly delay: number;
}

export type StandInReport =
  | { readonly kind: 'listening'; readonly port: number }
  | {
      readonly kind: 'figures';
      readonly calls: number;
      /** In the order of time; none where answers are not kept back. */
      readonly periods: readonly BusyPeriod[];
    };

/** Milliseconds from and to which at least one request waited for its answer. */
export type BusyPeriod = readonly [from: number, to: number];

export interface StandInFigures {
  readonly calls: number;
  /** Milliseconds during which at least one request waited for its answer at any of them. */
  readonly busy: number;
  /** How many times they became busy. */
  readonly rounds: number;
}

/** Processes that answer as the subgraphs would, so cheaply that the gateway is the bottleneck. */
export interface StandIns {
  readonly urlOf: (subgraph: string) => string;
  /** The figures since the last time; from now on answers come after `delay` milliseconds. */
  readonly figures: (delay?: number) => Promise<StandInFigures>;
  readonly stop: () => Promise<void>;
}

/** @param cores a process for each; the subgraphs are dealt out among them */
export async function startStandIns(cores: readonly string[]): Promise<StandIns> {
  const script = resolve(import.meta.dirname, 'main.ts');
  const processes = cores.map((core) => startPinned([script], core));
  const ports = await Promise.all(
    processes.map(async (running) => {
      const report = await nextReport(running);
      return report.kind === 'listening' ? report.port : 0;
    }),
  );
  const names = benchSubgraphs().map(({ name }) => name);
  return {
    urlOf: (name) => `http://127.0.0.1:${ports[names.indexOf(name) % ports.length]}/${name}`,
    figures: async (delay = 0) => {
      const reports = await Promise.all(
        processes.map((running) => {
          const report = nextReport(running);
          running.child.send({ delay } satisfies StandInOrder);
          return report;
        }),
      );
      const taken = reports.filter((report) => report.kind === 'figures');
      return {
        calls: taken.reduce((sum, { calls }) => sum + calls, 0),
        ...together(taken.flatMap(({ periods }) => periods)),
      };
    },
    stop: async () => {
      await Promise.all(processes.map((running) => running.stop()));
    },
  };
}

/** Periods of several processes that overlap are one. */
function together(periods: readonly BusyPeriod[]): Pick<StandInFigures, 'busy' | 'rounds'> {
  let [busy, rounds, end] = [0, 0, Number.NEGATIVE_INFINITY];
  for (const [from, to] of [...periods].sort(([a], [b]) => a - b)) {
    if (from > end) rounds += 1;
    busy += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return { busy, rounds };
}

async function nextReport({ child }: PinnedProcess): Promise<StandInReport> {
  const [report] = await once(child, 'message');
  return report as StandInReport;
}
