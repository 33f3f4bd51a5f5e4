import type { Sample } from './metrics/metrics.ts';
import type { PolicyFeed } from './policy-version/policy-feed.ts';
import type { PrimaryMessage, WorkerMessage } from './worker-messages.ts';

/** What a worker's gateway tells the primary process. */
interface Serving {
  readonly endpoint: string;
  readonly measure: () => readonly Sample[];
}

/** This process as one of several that share the port. */
export interface WorkerPlace {
  /** From 1. */
  readonly number: number;
  /** Samples of all workers, this one's among them. */
  readonly gather: () => Promise<readonly Sample[]>;
  /** Changes of who may see what, at whichever worker: all know before one is answered. */
  readonly feed: PolicyFeed;
  /** Tells the primary process that this one serves, and answers its questions from now on. */
  readonly serve: (gateway: Serving) => void;
  /** Tells the primary process why this one ends. */
  readonly fail: (problem: string) => Promise<void>;
}

/** The channel to the primary process; without it the worker ends by itself. */
export function joinPrimary(number: number): WorkerPlace {
  const waiting = new Map<number, (samples: readonly Sample[]) => void>();
  const telling = new Map<number, () => void>();
  let next = 0;
  let raised = 0;
  let gateway: Serving | undefined;
  // A program loaded before this one may have let go of the channel, which keeps a worker alive.
  process.channel?.ref();
  process.on('message', (message) => {
    const told = message as PrimaryMessage;
    const { id } = told;
    switch (told.kind) {
      case 'measure':
        return send({ kind: 'measured', id, samples: gateway?.measure() ?? [] });
      case 'gathered':
        waiting.get(id)?.(told.samples);
        waiting.delete(id);
        return;
      case 'raised':
        raised += 1;
        return send({ kind: 'heard', id });
      case 'told':
        telling.get(id)?.();
        telling.delete(id);
        return;
      default:
        // The channel carries Node's own messages, too.
        told satisfies never;
    }
  });
  return {
    number,
    gather: () =>
      new Promise((resolve) => {
        const id = next++;
        waiting.set(id, resolve);
        send({ kind: 'gather', id });
      }),
    feed: {
      raised: () => raised,
      hears: () => true,
      raise: () =>
        new Promise((resolve) => {
          raised += 1;
          const id = next++;
          telling.set(id, resolve);
          send({ kind: 'raise', id });
        }),
      close: async () => {},
    },
    serve: (serving) => {
      gateway = serving;
      send({ kind: 'listening', endpoint: serving.endpoint });
    },
    fail: (problem) =>
      new Promise((resolve) => {
        process.send?.({ kind: 'failed', problem } satisfies WorkerMessage, () => resolve());
      }),
  };
}

function send(message: WorkerMessage): void {
  process.send?.(message);
}
