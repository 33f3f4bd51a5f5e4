import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Planner } from './planner.ts';
import type { PlannerOperation, PlannerReply, PlannerRequest } from './planner-messages.ts';

type Ask = Extract<PlannerRequest, { readonly kind: 'open' | 'plan' }>;

interface Pending {
  readonly request: Ask;
  readonly sdl: string;
  readonly signal: AbortSignal | undefined;
  readonly settle: (reply: PlannerReply) => void;
  /** How often the process ended while this was in it. */
  crashes: number;
}

/** A graph that a planner's process has open; closed when nobody holds it any more. */
export interface PlannerGraph {
  /** The planner's own plan, as JSON; rejects with its message. */
  readonly plan: (operation: PlannerOperation, signal: AbortSignal | undefined) => Promise<unknown>;
}

/** Why a planner's process gave no plan. */
export class PlannerError extends Error {
  /** The process ended: that says little of the operation. */
  readonly brokeDown: boolean;

  constructor(message: string, brokeDown: boolean) {
    super(message);
    this.name = 'PlannerError';
    this.brokeDown = brokeDown;
  }
}

/** Requests of a crash with others in flight are tried again one by one, so often. */
const maxCrashes = 3;

/**
 * A planner outside of the gateway's own process: the native one ends its process where it panics,
 * and valid operations of clients can make it; Apollo's keeps its thread for as long as it plans.
 * The process starts when it is first asked, again when it has ended, and never outlives this one.
 */
export class PlannerProcess {
  readonly name: Planner['name'];
  readonly #pending = new Map<number, Pending>();
  /** Graphs that the running process has open. */
  readonly #open = new Set<number>();
  readonly #unused = new FinalizationRegistry<number>((graph) => this.#close(graph));
  #child: ChildProcess | null = null;
  #next = 0;
  /** The end of what is asked one by one after a crash. */
  #alone: Promise<unknown> = Promise.resolve();

  constructor(name: Planner['name']) {
    this.name = name;
  }

  /** Rejects where the planner cannot be loaded, or will not have the graph. */
  async open(sdl: string): Promise<PlannerGraph> {
    const graph = this.#next++;
    await this.#ask({ id: this.#next++, kind: 'open', graph, sdl }, sdl, undefined);
    const opened: PlannerGraph = {
      plan: (operation, signal) =>
        this.#ask({ id: this.#next++, kind: 'plan', graph, operation }, sdl, signal),
    };
    this.#unused.register(opened, graph);
    return opened;
  }

  #ask(request: Ask, sdl: string, signal: AbortSignal | undefined): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const cancel = (): void => {
        reject(signal?.reason);
        const { id } = request;
        this.#child?.send({ kind: 'cancel', id } satisfies PlannerRequest);
        // Whoever waits for it in a queue need not wait any longer.
        this.#settle({ id, kind: 'failed', message: 'It was cancelled.' });
      };
      signal?.addEventListener('abort', cancel, { once: true });
      const settle = (reply: PlannerReply): void => {
        signal?.removeEventListener('abort', cancel);
        if (reply.kind === 'done') resolve(reply.value);
        else reject(new PlannerError(reply.message, reply.brokeDown === true));
      };
      this.#send({ request, sdl, signal, settle, crashes: 0 });
    });
  }

  #send(pending: Pending): void {
    const { request, sdl } = pending;
    const child = this.#start();
    this.#pending.set(request.id, pending);
    child.ref();
    child.channel?.ref();
    const { graph } = request;
    if (request.kind === 'plan' && !this.#open.has(graph)) {
      child.send({ id: this.#next++, kind: 'open', graph, sdl } satisfies PlannerRequest);
    }
    this.#open.add(graph);
    child.send(request);
  }

  #start(): ChildProcess {
    if (this.#child !== null) return this.#child;
    const child = fork(fileURLToPath(new URL('./planner-child.ts', import.meta.url)), [this.name], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    child.on('message', (message) => this.#settle(message as PlannerReply));
    child.on('error', ({ message }) => this.#ended(child, message));
    child.on('exit', (code, signal) => this.#ended(child, `it ended with ${signal ?? code}`));
    this.#child = child;
    return child;
  }

  #settle(reply: PlannerReply): void {
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    this.#rest();
    pending?.settle(reply);
  }

  /** Nothing to wait for: the process keeps this one no longer alive. */
  #rest(): void {
    if (this.#pending.size > 0) return;
    this.#child?.unref();
    this.#child?.channel?.unref();
  }

  #ended(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    child.kill('SIGKILL');
    this.#child = null;
    this.#open.clear();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const one of pending) {
      one.crashes += 1;
      if (pending.length === 1 || one.crashes > maxCrashes) {
        const message = `The ${this.name} planner broke down: ${how}.`;
        one.settle({ id: one.request.id, kind: 'failed', message, brokeDown: true });
      } else {
        this.#askAlone(one);
      }
    }
  }

  #askAlone(pending: Pending): void {
    const { settle } = pending;
    const answered = Promise.withResolvers<void>();
    const again: Pending = {
      ...pending,
      settle: (reply) => {
        answered.resolve();
        settle(reply);
      },
    };
    this.#alone = this.#alone.then(async () => {
      if (pending.signal?.aborted) return;
      this.#send(again);
      await answered.promise;
    });
  }

  #close(graph: number): void {
    if (!this.#open.delete(graph)) return;
    this.#child?.send({ kind: 'close', graph } satisfies PlannerRequest);
  }
}
