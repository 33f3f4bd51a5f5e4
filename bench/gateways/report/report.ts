import type { ContestantName } from '../contestants/contestants.ts';
import type { Skipped } from '../workloads/bench.ts';
import type { LatencyResult } from '../workloads/latency.ts';
import type { MemoryResult } from '../workloads/memory.ts';
import type { Spread } from '../workloads/spread.ts';
import type { OperationResult, ThroughputResult } from '../workloads/throughput.ts';
import { goals } from './goals.ts';
import type { Results } from './results.ts';
import { table } from './table.ts';

/** The run for people: a table for each workload, and how the goals stand. */
export function report(results: Results): string {
  const { machine, extent } = results;
  const head = `${machine.cpu}, ${machine.cores} cores, Node ${machine.node}${
    machine.pinned ? '' : ', processes not pinned'
  }; ${extent.rounds} interleaved rounds of ${extent.seconds} s; medians (min-max)\n`;
  return [head, ...results.workloads.map(section), goals(results)].join('\n');
}

function section(result: Results['workloads'][number]): string {
  switch (result.kind) {
    case 'throughput':
      return throughputSection(result);
    case 'latency':
      return latencySection(result);
    case 'memory':
      return memorySection(result);
  }
}

function throughputSection(result: ThroughputResult): string {
  const tables = result.operations.map(
    (operation) =>
      `\n${operation.operation}: ${operation.what}, ${kilobytes(operation.bytes)} an answer\n${throughputTable(operation)}`,
  );
  return `== ${result.workload}: ${result.what}\n${tables.join('')}${skippedLines(result.skipped)}`;
}

function throughputTable({ figures }: OperationResult): string {
  const of = (name: ContestantName) =>
    figures.find(({ gateway }) => gateway === name)?.requestsPerSecond.median;
  const cpuOf = (name: ContestantName) =>
    figures.find(({ gateway }) => gateway === name)?.cpu?.median;
  return table([
    [
      '',
      'requests/s',
      'x stock',
      'x hive',
      'x hive-native',
      'CPU ms',
      'stock / it',
      'hive-n. / it',
      'median ms',
      'calls',
      'RSS MB',
    ],
    ...figures.map((one) => {
      const rate = one.requestsPerSecond.median;
      return [
        one.gateway,
        range(one.requestsPerSecond, 0),
        ratio(rate, of('stock')),
        ratio(rate, of('hive')),
        ratio(rate, of('hive-native')),
        one.cpu === undefined ? '-' : one.cpu.median.toFixed(3),
        inverse(one.cpu?.median, cpuOf('stock')),
        inverse(one.cpu?.median, cpuOf('hive-native')),
        one.latency.median.toFixed(1),
        one.subgraphCalls.median.toFixed(1),
        one.residentBytes === undefined ? '-' : (one.residentBytes / 2 ** 20).toFixed(0),
      ];
    }),
  ]);
}

function latencySection({ hop, operations, skipped }: LatencyResult): string {
  const tables = operations.map(
    ({ operation, figures }) =>
      `\n${operation}\n${table([
        ['', 'added ms', 'CPU ms', 'chain ms', 'fetches in it'],
        ...figures.map(({ gateway, added, cpu, chain, fetches }) => [
          gateway,
          range(added, 2),
          cpu === undefined ? '-' : range(cpu, 2),
          range(chain, 1),
          range(fetches, 1),
        ]),
      ])}`,
  );
  return `== one request at a time: what the gateway adds to its slowest chain of fetches\n(an exchange costs ${range(hop, 2)} ms over the subgraph's own time, and counts to the chain)\n${tables.join('')}${skippedLines(skipped)}`;
}

function memorySection({ operation, distinct, figures, skipped }: MemoryResult): string {
  const lines = table([
    ['', 'heap MB', 'resident MB'],
    ...figures.map(({ gateway, heap, resident }) => [
      gateway,
      range(heap, 1, 2 ** 20),
      range(resident, 1, 2 ** 20),
    ]),
  ]);
  return `== memory kept by ${distinct} distinct operations (${operation}), after garbage collection\n${lines}${skippedLines(skipped)}`;
}

function skippedLines(skipped: readonly Skipped[]): string {
  return skipped
    .map(({ name, reason }) => `  ${name} is left out: ${reason.split('\n')[0]}\n`)
    .join('');
}

function range({ median, min, max }: Spread, digits: number, unit = 1): string {
  const text = (value: number) => (value / unit).toFixed(digits);
  return `${text(median)} (${text(min)}-${text(max)})`;
}

function ratio(value: number, base: number | undefined): string {
  return base === undefined ? '-' : (value / base).toFixed(2);
}

/** How many times its CPU another gateway takes. */
function inverse(value: number | undefined, base: number | undefined): string {
  return value === undefined || base === undefined ? '-' : (base / value).toFixed(2);
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
