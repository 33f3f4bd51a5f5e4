/** Lets those who want the same thing at the same time have it made once. */
export interface Sharing<Value> {
  /**
   * Joins the work under this key, or starts it. The work's own signal is aborted when everyone who
   * wants it is gone.
   */
  readonly join: (
    key: string,
    signal: AbortSignal | undefined,
    start: (signal: AbortSignal) => Promise<Value>,
  ) => Promise<Value>;
  /** Work under way. */
  readonly size: () => number;
}

interface Shared<Value> {
  readonly promise: Promise<Value>;
  readonly controller: AbortController;
  wanted: number;
}

/** Nothing is kept beyond the moment in which the work is done. */
export function createSharing<Value>(): Sharing<Value> {
  const underWay = new Map<string, Shared<Value>>();
  return {
    size: () => underWay.size,
    join: (key, signal, start) => {
      let shared = underWay.get(key);
      if (shared === undefined) {
        const controller = new AbortController();
        const promise = start(controller.signal);
        const begun: Shared<Value> = { promise, controller, wanted: 0 };
        shared = begun;
        underWay.set(key, begun);
        const end = (): void => {
          if (underWay.get(key) === begun) underWay.delete(key);
        };
        promise.then(end, end);
      }
      const joined = shared;
      joined.wanted += 1;
      if (signal === undefined) return joined.promise;
      const leave = (): void => {
        joined.wanted -= 1;
        if (joined.wanted > 0) return;
        // Whoever comes now must not get what is being given up.
        if (underWay.get(key) === joined) underWay.delete(key);
        joined.controller.abort();
      };
      if (signal.aborted) leave();
      else {
        signal.addEventListener('abort', leave, { once: true });
        const stay = (): void => signal.removeEventListener('abort', leave);
        joined.promise.then(stay, stay);
      }
      return joined.promise;
    },
  };
}
