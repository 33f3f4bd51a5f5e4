import type { ContestantName } from '../contestants/contestants.ts';
import type { RunningContestant } from '../contestants/start-contestant.ts';
import type { Operation } from '../operations.ts';
import { type Bench, type Skipped, withGateways } from './bench.ts';
import { checkEqualAnswers } from './equal-answers.ts';
import { type Spread, spread } from './spread.ts';

export interface LatencyResult {
  readonly kind: 'latency';
  /**
   * Milliseconds that an exchange with a stand-in costs over the stand-in's own time, for a client
   * that does nothing else: processes wake up, bytes cross the loopback.
   */
  readonly hop: Spread;
  readonly operations: readonly {
    readonly operation: string;
    readonly figures: readonly LatencyFigures[];
  }[];
  readonly skipped: readonly Skipped[];
}

export interface LatencyFigures {
  readonly gateway: ContestantName;
  /** Milliseconds that the gateway adds to its slowest chain of fetches. */
  readonly added: Spread;
  /** Milliseconds of that chain: what the subgraphs take, and the exchanges with them. */
  readonly chain: Spread;
  /** Fetches of the chain, one after the other. */
  readonly fetches: Spread;
  /** Milliseconds of the gateway's CPU for a request; undefined where the system does not say. */
  readonly cpu: Spread | undefined;
}

/** Milliseconds that a subgraph takes. */
const delay = 4;
const worldsOfASecond = 10_000;

/**
 * One request at a time over slow subgraphs. The stand-ins say how long at least one of them was at
 * work, and how often one after the other; each time costs an exchange besides. The rest of the time
 * to an answer is the gateway's, the exchange with its client included.
 */
export async function measureLatency(
  bench: Bench,
  operations: readonly Operation[],
): Promise<LatencyResult> {
  const hop = await measureHop(bench);
  const { result, skipped } = await withGateways(bench, { dedupe: false }, async (gateways) => {
    const results: LatencyResult['operations'][number][] = [];
    for (const operation of gateways.length === 0 ? [] : operations) {
      bench.progress(`latency: ${operation.name}`);
      const bytes = await checkEqualAnswers(gateways, operation.body, bench.freshWorlds(10));
      const sample = (gateway: RunningContestant, seconds: number) =>
        takeSample(bench, gateway, {
          operation,
          seconds,
          bytes: bytes.get(gateway) ?? 0,
          hop: hop.median,
        });
      const samples = new Map(gateways.map((gateway) => [gateway, [] as Sample[]]));
      for (const gateway of gateways) await sample(gateway, bench.extent.warmUpSeconds);
      for (let round = 0; round < bench.extent.rounds; round += 1) {
        for (const gateway of gateways) {
          samples.get(gateway)?.push(await sample(gateway, bench.extent.seconds));
        }
      }
      results.push({
        operation: operation.name,
        figures: [...samples].map(([{ name }, taken]) => {
          const cpu = taken.flatMap((one) => (one.cpu === undefined ? [] : [one.cpu]));
          return {
            gateway: name,
            added: spread(taken.map((one) => one.added)),
            chain: spread(taken.map((one) => one.chain)),
            fetches: spread(taken.map((one) => one.fetches)),
            cpu: cpu.length === 0 ? undefined : spread(cpu),
          };
        }),
      });
    }
    return results;
  });
  return { kind: 'latency', hop, operations: result, skipped };
}

async function measureHop({ load, standIns, extent }: Bench): Promise<Spread> {
  const { port, pathname } = new URL(standIns.urlOf('reference'));
  const hops: number[] = [];
  for (let round = 0; round < extent.rounds; round += 1) {
    await standIns.figures(delay);
    const { requests, seconds } = await load.send({
      port: Number(port),
      path: pathname,
      body: '{"query":"{ __typename }"}',
      firstWorld: 0,
      eachDifferent: false,
      connections: 1,
      seconds: extent.seconds,
      answerBytes: '{"data":{"__typename":"Query"}}'.length,
    });
    const { busy } = await standIns.figures();
    hops.push((seconds * 1000 - busy) / requests);
  }
  return spread(hops);
}

interface Sample {
  readonly added: number;
  readonly chain: number;
  readonly fetches: number;
  readonly cpu: number | undefined;
}

async function takeSample(
  { load, standIns, freshWorlds }: Bench,
  { name, port, process }: RunningContestant,
  given: {
    readonly operation: Operation;
    readonly seconds: number;
    readonly bytes: number;
    readonly hop: number;
  },
): Promise<Sample> {
  await standIns.figures(delay);
  const cpuBefore = process.cpuSeconds();
  const { failures, requests, seconds } = await load.send({
    port,
    body: given.operation.body,
    firstWorld: freshWorlds(worldsOfASecond * Math.ceil(given.seconds)),
    eachDifferent: true,
    connections: 1,
    seconds: given.seconds,
    answerBytes: given.bytes,
  });
  const cpuAfter = process.cpuSeconds();
  const { busy, rounds } = await standIns.figures();
  if (failures > 0) throw new Error(`${name} failed ${failures} requests`);
  const chain = (busy + rounds * given.hop) / requests;
  return {
    added: (seconds * 1000) / requests - chain,
    chain,
    fetches: rounds / requests,
    cpu:
      cpuBefore === undefined || cpuAfter === undefined
        ? undefined
        : ((cpuAfter - cpuBefore) * 1000) / requests,
  };
}
