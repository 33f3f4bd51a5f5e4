import type { ContestantName } from '../contestants/contestants.ts';
import type { RunningContestant } from '../contestants/start-contestant.ts';
import type { Operation } from '../operations.ts';
import { type Bench, type Skipped, withGateways } from './bench.ts';
import { checkEqualAnswers } from './equal-answers.ts';
import { type Spread, spread } from './spread.ts';

export interface ThroughputWorkload {
  readonly name: string;
  readonly what: string;
  readonly dedupe: boolean;
  /** Every request asks about a world that no other asks about. */
  readonly eachDifferent: boolean;
  /** Every request is an operation never seen before. */
  readonly cold: boolean;
  readonly connections: number;
  readonly operations: readonly Operation[];
}

export interface ThroughputResult {
  readonly kind: 'throughput';
  readonly workload: string;
  readonly what: string;
  readonly operations: readonly OperationResult[];
  readonly skipped: readonly Skipped[];
}

export interface OperationResult {
  readonly operation: string;
  readonly what: string;
  /** Of one answer. */
  readonly bytes: number;
  readonly figures: readonly ThroughputFigures[];
}

export interface ThroughputFigures {
  readonly gateway: ContestantName;
  readonly requestsPerSecond: Spread;
  /** Milliseconds of the gateway's CPU for a request; undefined where the system does not say. */
  readonly cpu: Spread | undefined;
  /** Milliseconds until the answer, half of the requests. */
  readonly latency: Spread;
  readonly subgraphCalls: Spread;
  /** After the last round. */
  readonly residentBytes: number | undefined;
}

/** Measures each operation in interleaved rounds: every gateway once, then every gateway again. */
export async function measureThroughput(
  bench: Bench,
  workload: ThroughputWorkload,
): Promise<ThroughputResult> {
  const { name, what, dedupe } = workload;
  const { result, skipped } = await withGateways(bench, { dedupe }, async (gateways) => {
    const operations: OperationResult[] = [];
    for (const operation of gateways.length === 0 ? [] : workload.operations) {
      bench.progress(`${name}: ${operation.name}`);
      operations.push(await measureOperation(bench, workload, operation, gateways));
    }
    return operations;
  });
  return { kind: 'throughput', workload: name, what, operations: result, skipped };
}

interface Sample {
  readonly requestsPerSecond: number;
  readonly cpu: number | undefined;
  readonly latency: number;
  readonly subgraphCalls: number;
}

async function measureOperation(
  bench: Bench,
  workload: ThroughputWorkload,
  operation: Operation,
  gateways: readonly RunningContestant[],
): Promise<OperationResult> {
  const body = workload.cold ? operation.coldBody : operation.body;
  const bytes = await checkEqualAnswers(gateways, body, bench.freshWorlds(10));
  const sample = (gateway: RunningContestant, seconds: number) =>
    takeSample(bench, workload, gateway, { body, seconds, bytes: bytes.get(gateway) ?? 0 });

  const samples = new Map<RunningContestant, Sample[]>(gateways.map((gateway) => [gateway, []]));
  for (const gateway of gateways) await sample(gateway, bench.extent.warmUpSeconds);
  for (let round = 0; round < bench.extent.rounds; round += 1) {
    for (const gateway of gateways) {
      samples.get(gateway)?.push(await sample(gateway, bench.extent.seconds));
    }
  }
  return {
    operation: operation.name,
    what: operation.what,
    bytes: Math.max(...bytes.values()),
    figures: [...samples].map(([{ name, process }, taken]) => {
      const cpu = taken.flatMap((one) => (one.cpu === undefined ? [] : [one.cpu]));
      return {
        gateway: name,
        requestsPerSecond: spread(taken.map((one) => one.requestsPerSecond)),
        cpu: cpu.length === 0 ? undefined : spread(cpu),
        latency: spread(taken.map((one) => one.latency)),
        subgraphCalls: spread(taken.map((one) => one.subgraphCalls)),
        residentBytes: process.residentBytes(),
      };
    }),
  };
}

/** More than any gateway can answer. */
const worldsOfASecond = 40_000;

async function takeSample(
  { load, standIns, freshWorlds }: Bench,
  { eachDifferent, connections }: ThroughputWorkload,
  { name, port, process }: RunningContestant,
  {
    body,
    seconds,
    bytes,
  }: { readonly body: string; readonly seconds: number; readonly bytes: number },
): Promise<Sample> {
  await standIns.figures();
  const cpuBefore = process.cpuSeconds();
  const { requests, failures, ...result } = await load.send({
    port,
    body,
    firstWorld: freshWorlds(eachDifferent ? worldsOfASecond * Math.ceil(seconds) : 1),
    eachDifferent,
    connections,
    seconds,
    answerBytes: bytes,
  });
  const cpuAfter = process.cpuSeconds();
  const { calls } = await standIns.figures();
  if (failures > 0) throw new Error(`${name} failed ${failures} of ${requests} requests`);
  return {
    requestsPerSecond: requests / result.seconds,
    cpu:
      cpuBefore === undefined || cpuAfter === undefined
        ? undefined
        : ((cpuAfter - cpuBefore) * 1000) / requests,
    latency: result.median,
    subgraphCalls: calls / requests,
  };
}
