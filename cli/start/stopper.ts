/** Ends what was begun, last first, whichever way the end comes. */
export interface Stopper {
  /** Aborted as soon as the end was asked for: whoever still starts things looks here. */
  readonly signal: AbortSignal;
  /** Settles with the exit code when all has ended. */
  readonly stopped: Promise<number>;
  /** Adds what the end has to do; done at once where the end has already come. */
  add(end: () => Promise<void>): void;
  request(why: string, code: number): void;
  stop(): Promise<void>;
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Listens to signals, and to the end of the process that started this one. Repeated signals
 * change nothing: npm and the terminal both send one.
 */
export function createStopper(onRequest: (why: string) => void): Stopper {
  const ends: (() => Promise<void>)[] = [];
  const asked = new AbortController();
  const { promise: stopped, resolve } = Promise.withResolvers<number>();
  let stopping: Promise<void> | undefined;

  const endAll = async () => {
    for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end();
  };
  const stop = () => {
    asked.abort();
    stopping ??= endAll();
    return stopping;
  };
  const request = (why: string, code: number) => {
    if (asked.signal.aborted) return;
    onRequest(why);
    stop().then(() => resolve(code));
  };
  for (const signal of signals) process.on(signal, () => request('', 0));
  process.once('disconnect', () => request('', 0));

  return {
    signal: asked.signal,
    stopped,
    add(end) {
      if (asked.signal.aborted) stopping = (stopping ?? Promise.resolve()).then(end);
      else ends.push(end);
    },
    request,
    stop,
  };
}
