import type { Worker } from 'node:cluster';
import type { PrimaryMessage } from './worker-messages.ts';

/** Milliseconds that a worker which does not answer keeps a change from being answered. */
const patience = 1_000;

/** Tells workers that one of them changed who may see what. */
export interface ChangeTeller {
  /** Tells all but `from`; `done` is called when each knows, has ended, or had its time. */
  readonly tell: (from: number, workers: ReadonlyMap<number, Worker>, done: () => void) => void;
  readonly heard: (worker: number, id: number) => void;
  /** A worker has ended: nobody waits for it any more. */
  readonly gone: (worker: number) => void;
}

export function createChangeTeller(): ChangeTeller {
  const changes = new Map<number, { readonly missing: Set<number>; readonly end: () => void }>();
  let next = 0;
  const strike = (worker: number, id: number): void => {
    const change = changes.get(id);
    change?.missing.delete(worker);
    if (change?.missing.size === 0) change.end();
  };
  return {
    heard: strike,
    gone: (worker) => {
      for (const id of [...changes.keys()]) strike(worker, id);
    },
    tell: (from, workers, done) => {
      const others = [...workers].filter(([number, one]) => number !== from && one.isConnected());
      if (others.length === 0) return done();
      const id = next++;
      const end = (): void => {
        clearTimeout(timer);
        if (changes.delete(id)) done();
      };
      const timer = setTimeout(end, patience);
      changes.set(id, { missing: new Set(others.map(([number]) => number)), end });
      for (const [, other] of others) other.send({ kind: 'raised', id } satisfies PrimaryMessage);
    },
  };
}
