import type { ContestantName } from '../contestants/contestants.ts';
import type { LatencyResult } from '../workloads/latency.ts';
import type { MemoryResult } from '../workloads/memory.ts';
import type { ThroughputResult } from '../workloads/throughput.ts';
import type { Results } from './results.ts';
import { table } from './table.ts';

interface ThroughputGoal {
  readonly workload: string;
  readonly against: ContestantName;
  /** At least so many times its requests a second. */
  readonly times: number;
}

/** The goals are about the deep join, one core. */
const operation = 'deep';
const throughputGoals: readonly ThroughputGoal[] = [
  { workload: 'no-sharing', against: 'stock', times: 10 },
  { workload: 'no-sharing', against: 'hive-native', times: 5 },
  { workload: 'unchanged', against: 'stock', times: 30 },
  { workload: 'in-flight', against: 'stock', times: 90 },
  { workload: 'in-flight', against: 'hive-native', times: 3 },
];
/** At most so much of stock's. */
const latencyShare = 0.1;

/** How the goals stand; empty where the run measured nothing that they are about. */
export function goals({ workloads }: Results): string {
  const rows = workloads.flatMap(rowsOf);
  if (rows.length === 0) return '';
  return `== goals (operation ${operation}; memory: its own)\n${table([['', 'goal', 'found', ''], ...rows])}`;
}

function rowsOf(result: Results['workloads'][number]): readonly Row[] {
  switch (result.kind) {
    case 'throughput':
      return throughputRows(result);
    case 'latency':
      return latencyRow(result);
    case 'memory':
      return memoryRow(result);
  }
}

type Row = readonly [what: string, goal: string, found: string, met: string];

function throughputRows({ workload, operations }: ThroughputResult): readonly Row[] {
  const figures = operations.find((one) => one.operation === operation)?.figures;
  const rate = (name: ContestantName) =>
    figures?.find(({ gateway }) => gateway === name)?.requestsPerSecond.median;
  const ours = rate('entente');
  return throughputGoals.flatMap((goal) => {
    const theirs = rate(goal.against);
    if (goal.workload !== workload || ours === undefined || theirs === undefined) return [];
    const found = ours / theirs;
    return [
      row(`${workload}, times ${goal.against}`, `>= ${goal.times}`, found, found >= goal.times),
    ];
  });
}

function latencyRow({ operations }: LatencyResult): readonly Row[] {
  const figures = operations.find((one) => one.operation === operation)?.figures;
  const added = (name: ContestantName) =>
    figures?.find(({ gateway }) => gateway === name)?.added.median;
  const [ours, stock] = [added('entente'), added('stock')];
  if (ours === undefined || stock === undefined) return [];
  const share = ours / stock;
  return [row('added latency, of stock', `<= ${latencyShare}`, share, share <= latencyShare)];
}

function memoryRow({ figures }: MemoryResult): readonly Row[] {
  const heap = (name: ContestantName) =>
    figures.find(({ gateway }) => gateway === name)?.heap.median;
  const [ours, stock] = [heap('entente'), heap('stock')];
  if (ours === undefined || stock === undefined) return [];
  const share = ours / stock;
  return [row('memory of distinct operations, of stock', '< 1', share, share < 1)];
}

function row(what: string, goal: string, found: number, met: boolean): Row {
  return [what, goal, found.toFixed(2), met ? 'met' : 'NOT MET'];
}
