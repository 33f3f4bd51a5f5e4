import { type ChildProcess, fork } from 'node:child_process';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Planner } from './planner.ts';
import type { PlannerOperation, PlannerReply, PlannerRequest } from './planner-messages.ts';

/** A graph that a planner's process has open; closed when nobody holds it any more. */
export interface PlannerGraph {
  /** The planner's own plan, as JSON; rejects with a `PlannerError`, or the signal's reason. */
  readonly plan: (operation: PlannerOperation, signal: AbortSignal | undefined) => Promise<unknown>;
}

/** Why a planner's process gave no plan. */
export class PlannerError extends Error {
  /**
   * The planner refused the operation, the process ended or was ended over it, or it never came to
   * it: only the first says something of the operation for certain.
   */
  readonly why: 'refused' | 'broke-down' | 'busy';

  constructor(why: PlannerError['why'], message: string) {
    super(message);
    this.name = 'PlannerError';
    this.why = why;
  }
}

/** Times in milliseconds. */
export interface PlannerLimits {
  /** How long the process may be at one operation; then it is ended. */
  readonly plan: number;
  /** The same for opening a graph. */
  readonly open: number;
  /** How long an operation waits for others before it. */
  readonly wait: number;
  /** How many operations wait. */
  readonly waiting: number;
}

/** A plan takes milliseconds. Few take seconds, and nearly none that takes five comes to an end. */
const usualLimits: PlannerLimits = { plan: 5_000, open: 60_000, wait: 3_000, waiting: 256 };

interface OpenGraph {
  readonly id: number;
  readonly sdl: string;
}

interface Job {
  readonly graph: OpenGraph;
  /** Null where the graph is only opened. */
  readonly operation: PlannerOperation | null;
  readonly settle: (answer: PlannerReply | PlannerError) => void;
}

/**
 * A planner outside of the gateway's own process: the native one ends its process where it panics,
 * and valid operations of clients can make it; both planners have valid operations that they never
 * come to an end with. So it is asked one thing at a time, and ended where that takes too long. The
 * process starts when it is first asked, again when it has ended, and never outlives this one.
 */
export class PlannerProcess {
  readonly name: Planner['name'];
  readonly #limits: PlannerLimits;
  readonly #waiting = new Set<Job>();
  /** Graphs that the running process has open. */
  readonly #open = new Set<number>();
  readonly #unused = new FinalizationRegistry<number>((graph) => this.#close(graph));
  #child: ChildProcess | null = null;
  #graphs = 0;
  #working = false;
  #answered: (answer: PlannerReply | PlannerError) => void = () => undefined;

  constructor(name: Planner['name'], limits: Partial<PlannerLimits> = {}) {
    this.name = name;
    this.#limits = { ...usualLimits, ...limits };
  }

  /** Rejects where the planner cannot be loaded, or will not have the graph. */
  async open(sdl: string): Promise<PlannerGraph> {
    const graph = { id: this.#graphs++, sdl };
    await this.#ask(graph, null, undefined);
    this.#unused.register(graph, graph.id);
    return { plan: (operation, signal) => this.#ask(graph, operation, signal) };
  }

  #ask(
    graph: OpenGraph,
    operation: PlannerOperation | null,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    const { wait, waiting } = this.#limits;
    return new Promise((resolve, reject) => {
      let late: NodeJS.Timeout | undefined;
      const busy = (): void =>
        job.settle(new PlannerError('busy', `The ${this.name} planner is busy.`));
      const cancel = (): void => {
        this.#waiting.delete(job);
        reject(signal?.reason);
      };
      const job: Job = {
        graph,
        operation,
        settle: (answer) => {
          this.#waiting.delete(job);
          clearTimeout(late);
          signal?.removeEventListener('abort', cancel);
          if (answer instanceof PlannerError) reject(answer);
          else if (answer.kind === 'done') resolve(answer.value);
          else reject(new PlannerError('refused', answer.message));
        },
      };
      // A graph is opened whoever waits: no supergraph is served without.
      if (operation !== null && this.#waiting.size >= waiting) return busy();
      signal?.addEventListener('abort', cancel, { once: true });
      this.#waiting.add(job);
      if (operation !== null) late = setTimeout(() => this.#waiting.has(job) && busy(), wait);
      if (!this.#working) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (;;) {
      const waiting = [...this.#waiting.values()];
      const job = waiting.find(({ operation }) => operation === null) ?? waiting[0];
      if (job === undefined) break;
      this.#waiting.delete(job);
      job.settle(await this.#answer(job));
    }
    this.#working = false;
    // Nothing to wait for: the process keeps this one no longer alive.
    this.#child?.unref();
    this.#child?.channel?.unref();
  }

  async #answer({ graph, operation }: Job): Promise<PlannerReply | PlannerError> {
    const { id, sdl } = graph;
    if (!this.#open.has(id)) {
      const opened = await this.#send({ kind: 'open', graph: id, sdl }, this.#limits.open);
      if (opened instanceof PlannerError || opened.kind === 'failed') return opened;
      this.#open.add(id);
      if (operation === null) return opened;
    }
    if (operation === null) return { kind: 'done', value: null };
    return this.#send({ kind: 'plan', graph: id, operation }, this.#limits.plan);
  }

  #send(request: PlannerRequest, limit: number): Promise<PlannerReply | PlannerError> {
    const child = this.#start();
    child.ref();
    child.channel?.ref();
    return new Promise((resolve) => {
      const late = setTimeout(() => this.#ended(child, `it took longer than ${limit} ms`), limit);
      this.#answered = (answer) => {
        clearTimeout(late);
        resolve(answer);
      };
      child.send(request);
    });
  }

  #start(): ChildProcess {
    if (this.#child !== null) return this.#child;
    const child = fork(fileURLToPath(new URL('./planner-child.ts', import.meta.url)), [this.name], {
      execArgv: [],
      // The child ends with its standard input: see end-with-asker.ts.
      stdio: ['pipe', 'ignore', 'ignore', 'ipc'],
    });
    child.stdin?.on('error', () => undefined);
    if (child.stdin instanceof Socket) child.stdin.unref();
    child.on('message', (message) => {
      if (this.#child === child) this.#answered(message as PlannerReply);
    });
    child.on('error', ({ message }) => this.#ended(child, message));
    child.on('exit', (code, signal) => this.#ended(child, `it ended with ${signal ?? code}`));
    this.#child = child;
    return child;
  }

  #ended(child: ChildProcess, how: string): void {
    if (this.#child !== child) return;
    child.kill('SIGKILL');
    this.#child = null;
    this.#open.clear();
    this.#answered(new PlannerError('broke-down', `The ${this.name} planner broke down: ${how}.`));
  }

  #close(graph: number): void {
    if (this.#open.delete(graph))
      this.#child?.send({ kind: 'close', graph } satisfies PlannerRequest);
  }
}
