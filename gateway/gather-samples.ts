import type { Worker } from 'node:cluster';
import type { Sample } from './metrics/metrics.ts';
import type { PrimaryMessage } from './worker-messages.ts';

/** Milliseconds. A worker that is busy for longer is left out. */
const patience = 1_000;

export interface SampleGatherer {
  /** Asks all for their samples; each comes back with the number of its worker. */
  readonly gather: (workers: ReadonlyMap<number, Worker>) => Promise<readonly Sample[]>;
  /** Takes a worker's answer. */
  readonly take: (worker: number, id: number, samples: readonly Sample[]) => void;
}

export function createSampleGatherer(): SampleGatherer {
  const questions = new Map<number, (worker: number, samples: readonly Sample[]) => void>();
  let next = 0;
  return {
    gather: (workers) =>
      new Promise((resolve) => {
        const id = next++;
        // In the order of the workers, whoever answers first.
        const numbers = [...workers.keys()].sort((a, b) => a - b);
        const gathered = new Map<number, readonly Sample[]>();
        let missing = workers.size;
        const end = (): void => {
          clearTimeout(timer);
          questions.delete(id);
          resolve(numbers.flatMap((number) => gathered.get(number) ?? []));
        };
        const timer = setTimeout(end, patience);
        questions.set(id, (worker, samples) => {
          const label = { worker: String(worker) };
          gathered.set(
            worker,
            samples.map(({ labels, ...sample }) => ({
              ...sample,
              labels: { ...labels, ...label },
            })),
          );
          missing -= 1;
          if (missing === 0) end();
        });
        for (const worker of workers.values()) {
          worker.send({ kind: 'measure', id } satisfies PrimaryMessage);
        }
      }),
    take: (worker, id, samples) => questions.get(id)?.(worker, samples),
  };
}
