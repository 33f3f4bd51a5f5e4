import cluster, { type Worker } from 'node:cluster';
import type { FastifyBaseLogger } from 'fastify';
import { createSampleGatherer } from './gather-samples.ts';
import { createChangeTeller } from './tell-changes.ts';
import type { PrimaryMessage, WorkerMessage } from './worker-messages.ts';

/** Milliseconds: waits before a worker is started again; the last one stays. */
const delays: readonly number[] = [100, 500, 1_000, 2_000, 4_000, 8_000, 15_000];
/** Milliseconds: a worker that ran this long begins the waits anew. */
const steadyAfter = 60_000;
/** Milliseconds: somewhat more than a gateway takes to end what is under way. */
const patience = 6_000;

/** The environment variable that tells a worker its number. */
export const workerVariable = 'GATEWAY_WORKER';

export interface Workers {
  /** The exit code, when all have ended: told to stop, or unable to serve from the start. */
  readonly ended: Promise<number>;
  readonly stop: () => void;
}

export interface WorkersOptions {
  readonly count: number;
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn'>;
  /** Takes the reason why none can serve. */
  readonly onProblem: (problem: string) => void;
}

/**
 * Runs this program `count` times over one port and starts anew what ends. The port is this
 * process's: it hands each connection to the next worker, and stays open while any worker lives.
 */
export function startWorkers({ count, log, onProblem }: WorkersOptions): Workers {
  const { promise: ended, resolve } = Promise.withResolvers<number>();
  const samples = createSampleGatherer();
  const changes = createChangeTeller();
  const living = new Map<number, Worker>();
  const listening = new Map<number, Worker>();
  const timers = new Set<NodeJS.Timeout>();
  let announced = false;
  let exitCode: number | undefined;

  const stop = (code: number): void => {
    if (exitCode !== undefined) return;
    exitCode = code;
    for (const timer of timers) clearTimeout(timer);
    for (const { process } of living.values()) process.kill('SIGTERM');
    const kill = (): void => {
      for (const { process } of living.values()) process.kill('SIGKILL');
    };
    setTimeout(kill, patience).unref();
    if (living.size === 0) resolve(code);
  };

  const start = (number: number, failures: number): void => {
    const began = Date.now();
    const worker = cluster.fork({ [workerVariable]: String(number) });
    let problem: string | undefined;
    living.set(number, worker);
    worker.on('message', (message: WorkerMessage) => {
      switch (message.kind) {
        case 'listening':
          listening.set(number, worker);
          if (announced || listening.size < count) return;
          announced = true;
          log.info(`GraphQL endpoint: ${message.endpoint}`);
          return;
        case 'failed':
          problem = message.problem;
          return;
        case 'gather': {
          const { id } = message;
          void samples.gather(listening).then((gathered) => {
            const reply = { kind: 'gathered', id, samples: gathered } satisfies PrimaryMessage;
            if (worker.isConnected()) worker.send(reply);
          });
          return;
        }
        case 'measured':
          samples.take(number, message.id, message.samples);
          return;
        case 'raise': {
          const { id } = message;
          changes.tell(number, living, () => {
            if (worker.isConnected()) worker.send({ kind: 'told', id } satisfies PrimaryMessage);
          });
          return;
        }
        case 'heard':
          changes.heard(number, message.id);
          return;
        default:
          message satisfies never;
      }
    });
    worker.once('exit', (code, signal) => {
      living.delete(number);
      listening.delete(number);
      changes.gone(number);
      if (exitCode !== undefined) {
        if (living.size === 0) resolve(exitCode);
        return;
      }
      const reason = problem ?? (signal === null ? `exit code ${code}` : `signal ${signal}`);
      if (!announced) {
        onProblem(problem ?? `Worker ${number} ended before it could serve: ${reason}.`);
        stop(1);
        return;
      }
      const tries = Date.now() - began >= steadyAfter ? 0 : failures;
      const delay = delays[Math.min(tries, delays.length - 1)] ?? 0;
      log.warn({ worker: number }, `ended (${reason}); started again in ${delay / 1000} s`);
      const timer = setTimeout(() => {
        timers.delete(timer);
        start(number, tries + 1);
      }, delay);
      timers.add(timer);
    });
  };

  for (let number = 1; number <= count; number += 1) start(number, 0);
  return { ended, stop: () => stop(0) };
}
