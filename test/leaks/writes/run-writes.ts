import { fileURLToPath } from 'node:url';
import { runWorkers } from '../run-workers.ts';
import { addTally, newTally, type WritesTally } from './tally.ts';

/** What a worker is told: its own sequences. */
export interface WriteShare {
  readonly seeds: readonly number[];
}

/** Shares sequences of writes out among processes each with a PostgreSQL of its own; false where one leaks. */
export async function runWrites(
  seed: number,
  sequences: number,
  workers: number,
): Promise<boolean> {
  const began = performance.now();
  const total = newTally();
  const script = fileURLToPath(new URL('./write-worker.ts', import.meta.url));
  const all = Array.from({ length: sequences }, (_, place) => seed + place);
  const shares = Array.from({ length: Math.min(workers, sequences) }, (_, part): WriteShare => {
    return { seeds: all.filter((_one, place) => place % workers === part) };
  });
  const whole = await runWorkers(script, shares, (message) => {
    const tally = message as WritesTally;
    for (const failure of tally.failures) {
      // The first ones are worth reading; the rest are counted.
      if (total.failures.length < 5) process.stdout.write(`${failure}\n\n`);
    }
    addTally(total, tally);
  });
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const never = Object.entries(total.taken).flatMap(([field, times]) => (times > 0 ? [] : [field]));
  process.stdout.write(
    `${total.steps} operations in ${sequences} sequences from seed ${seed}: ${total.failures.length} failures; ${total.writes} mutations, of which ${total.accepted} went through; something withheld in ${total.withheld}; ${seconds} s\n`,
  );
  if (never.length > 0) process.stdout.write(`Always refused: ${never.sort().join(', ')}\n`);
  return whole && total.failures.length === 0;
}
