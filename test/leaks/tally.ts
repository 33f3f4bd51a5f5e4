import type { Failure, ModelResult } from './run-case.ts';

/** What many cases came to. */
export interface Tally {
  cases: number;
  /** Answers with data of records, and cases in which something was withheld. */
  told: number;
  withheld: number;
  discarded: number;
  readonly failures: Failure[];
}

export function newTally(): Tally {
  return { cases: 0, told: 0, withheld: 0, discarded: 0, failures: [] };
}

export function addResult(tally: Tally, result: ModelResult): void {
  tally.cases += result.cases;
  tally.told += result.told;
  tally.withheld += result.withheld;
  if (result.discarded !== null) tally.discarded += 1;
  tally.failures.push(...result.failures);
}

export function describeFailure({ seed, kind, text }: Failure): string {
  return `${kind} in the model of seed ${seed} (npm run test:leaks -- --only reads --seed ${seed} --cases 1): ${text}`;
}
