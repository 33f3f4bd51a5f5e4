import { fileURLToPath } from 'node:url';
import { operationsPerModel } from './run-case.ts';
import { runWorkers } from './run-workers.ts';
import { describeFailure, newTally, type Tally } from './tally.ts';

/** What a worker is told: which models are its own. */
export interface ReadShare {
  readonly seed: number;
  readonly models: number;
  readonly workers: number;
  readonly part: number;
}

/** Shares random graphs out among processes and adds up what they find; false where one leaks. */
export async function runReads(seed: number, cases: number, workers: number): Promise<boolean> {
  const began = performance.now();
  const models = Math.ceil(cases / operationsPerModel);
  const total = newTally();
  let shown = 0;
  const script = fileURLToPath(new URL('./read-worker.ts', import.meta.url));
  const shares = Array.from({ length: Math.min(workers, models) }, (_, part): ReadShare => {
    return { seed, models, workers: Math.min(workers, models), part };
  });
  const whole = await runWorkers(script, shares, (message) => {
    const tally = message as Tally;
    for (const failure of tally.failures) {
      // The first ones are worth reading; the rest are counted.
      if (shown < 10) process.stdout.write(`${describeFailure(failure)}\n\n`);
      shown += 1;
    }
    total.cases += tally.cases;
    total.told += tally.told;
    total.withheld += tally.withheld;
    total.discarded += tally.discarded;
    total.failures.push(...tally.failures);
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(
    `${total.cases} cases from seed ${seed}: ${total.failures.length} failures; something withheld in ${total.withheld}, records told in ${total.told}; ${total.discarded} of ${models} models discarded; ${seconds} s\n`,
  );
  return whole && total.failures.length === 0;
}
