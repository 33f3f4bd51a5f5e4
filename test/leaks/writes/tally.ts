import type { SequenceResult } from './run-sequence.ts';

/** What many sequences came to. */
export interface WritesTally {
  steps: number;
  writes: number;
  /** Mutations that went through; operations in whose world something was withheld. */
  accepted: number;
  withheld: number;
  /** Field of Mutation -> how often it was taken; by subgraph. */
  readonly taken: Record<string, number>;
  readonly failures: string[];
}

export function newTally(): WritesTally {
  return { steps: 0, writes: 0, accepted: 0, withheld: 0, taken: {}, failures: [] };
}

export function addSequence(
  tally: WritesTally,
  result: SequenceResult,
  where: { readonly seed: number; readonly name: string },
): void {
  tally.steps += result.steps;
  tally.writes += result.writes;
  tally.accepted += result.accepted;
  tally.withheld += result.withheld;
  for (const [field, codes] of result.fields) {
    tally.taken[field] = (tally.taken[field] ?? 0) + (codes.get('taken') ?? 0);
  }
  const again = `npm run test:leaks -- --only writes --seed ${where.seed} --sequences 1`;
  for (const one of result.failures) tally.failures.push(`${where.name} (${again}): ${one}`);
}

/** Adds what another process found. */
export function addTally(total: WritesTally, part: WritesTally): void {
  total.steps += part.steps;
  total.writes += part.writes;
  total.accepted += part.accepted;
  total.withheld += part.withheld;
  for (const [field, times] of Object.entries(part.taken)) {
    total.taken[field] = (total.taken[field] ?? 0) + times;
  }
  total.failures.push(...part.failures);
}
