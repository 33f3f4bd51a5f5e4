import type { Contestant, ContestantName } from '../contestants/contestants.ts';
import { startContestant } from '../contestants/start-contestant.ts';
import type { Operation } from '../operations.ts';
import { freePort } from '../processes/free-port.ts';
import { heapInUse } from '../processes/heap.ts';
import type { Bench, Skipped } from './bench.ts';
import { checkEqualAnswers } from './equal-answers.ts';
import { type Spread, spread } from './spread.ts';

export interface MemoryResult {
  readonly kind: 'memory';
  readonly operation: string;
  /** How many distinct operations came between the two looks at the memory. */
  readonly distinct: number;
  readonly figures: readonly MemoryFigures[];
  readonly skipped: readonly Skipped[];
}

export interface MemoryFigures {
  readonly gateway: ContestantName;
  /** Bytes by which the collected heap grew. */
  readonly heap: Spread;
  /** Bytes by which the resident memory grew, native parts included. */
  readonly resident: Spread;
}

/** So many operations come first, so that code is compiled and pools are filled. */
const warmUp = 500;

/** Memory that distinct operations keep: each gateway is asked operations it has not seen before. */
export async function measureMemory(
  bench: Bench,
  operation: Operation,
  distinct: number,
): Promise<MemoryResult> {
  const figures: MemoryFigures[] = [];
  const skipped: Skipped[] = [];
  const samples = new Map<ContestantName, Growth[]>();
  for (let round = 0; round < Math.min(3, bench.extent.rounds); round += 1) {
    for (const contestant of bench.contestants) {
      bench.progress(`memory: ${contestant.name}`);
      const growth = await measureGrowth(bench, contestant, operation, distinct);
      if (typeof growth === 'string') {
        if (round === 0) skipped.push({ name: contestant.name, reason: growth });
      } else {
        samples.set(contestant.name, [...(samples.get(contestant.name) ?? []), growth]);
      }
    }
  }
  for (const [gateway, taken] of samples) {
    figures.push({
      gateway,
      heap: spread(taken.map(({ heap }) => heap)),
      resident: spread(taken.map(({ resident }) => resident)),
    });
  }
  return { kind: 'memory', operation: operation.name, distinct, figures, skipped };
}

interface Growth {
  readonly heap: number;
  readonly resident: number;
}

async function measureGrowth(
  bench: Bench,
  contestant: Contestant,
  { coldBody }: Operation,
  distinct: number,
): Promise<Growth | string> {
  const { supergraphPath, cores, load, freshWorlds } = bench;
  const inspector = await freePort();
  const started = await startContestant(
    contestant,
    cores.gateway,
    { supergraphPath, workers: 1, dedupe: false },
    [`--inspect=127.0.0.1:${inspector}`],
  );
  if (started.kind === 'failed') return started.reason;
  const { name, port, process } = started;
  try {
    const bytes = await checkEqualAnswers([started], coldBody, freshWorlds(10));
    const ask = async (count: number) => {
      const { failures, requests } = await load.send({
        port,
        body: coldBody,
        firstWorld: freshWorlds(count),
        eachDifferent: true,
        connections: 4,
        seconds: 300,
        maxRequests: count,
        answerBytes: bytes.get(started) ?? 0,
      });
      if (failures > 0 || requests < count) throw new Error(`${name} failed ${failures} requests`);
    };
    await ask(warmUp);
    const heapBefore = await heapInUse(inspector);
    const residentBefore = process.residentBytes() ?? Number.NaN;
    await ask(distinct);
    const heapAfter = await heapInUse(inspector);
    const residentAfter = process.residentBytes() ?? Number.NaN;
    return { heap: heapAfter - heapBefore, resident: residentAfter - residentBefore };
  } finally {
    await process.stop();
  }
}
