/** Another Node process seen through its inspector (Chrome DevTools Protocol). */
export interface Inspector {
  /** Collects what is garbage, then says what is left. */
  readonly memory: () => Promise<ProcessMemory>;
  /** From now on V8 counts the calls of every function. */
  readonly startCounting: () => Promise<void>;
  /** Calls since the last time this was asked, by `path of the module#name of the function`. */
  readonly takeCounts: () => Promise<ReadonlyMap<string, number>>;
  readonly close: () => void;
}

export interface ProcessMemory {
  /** Bytes after a full collection: the heap, and buffers outside of it. */
  readonly used: number;
  /** Sockets, timers and whatever else keeps an event loop going. */
  readonly resources: number;
}

const look = `(() => {
  const { heapUsed, external } = process.memoryUsage();
  return { used: heapUsed + external, resources: process.getActiveResourcesInfo().length };
})()`;

interface Reply {
  readonly id: number;
  /** Both methods that bring something have it under this name. */
  readonly result?: { readonly result?: unknown };
  readonly error?: { readonly message: string };
}

interface CountedScript {
  readonly url: string;
  readonly functions: readonly {
    readonly functionName: string;
    readonly ranges: readonly { readonly count: number }[];
  }[];
}

/** @param address as Node prints it: `ws://127.0.0.1:9229/<id>` */
export async function connectInspector(address: string): Promise<Inspector> {
  const socket = new WebSocket(address);
  const waiting = new Map<number, PromiseWithResolvers<Reply>>();
  let next = 0;
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('error', () => reject(new Error('The inspector is not reached.')), {
      once: true,
    });
  });
  socket.addEventListener('message', ({ data }) => {
    const reply: Reply = JSON.parse(String(data));
    waiting.get(reply.id)?.resolve(reply);
    waiting.delete(reply.id);
  });
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(new Error('The inspector is closed.'));
    waiting.clear();
  });

  const call = async (method: string, params: object = {}): Promise<unknown> => {
    if (socket.readyState !== WebSocket.OPEN) throw new Error('The inspector is closed.');
    const id = ++next;
    const reply = Promise.withResolvers<Reply>();
    waiting.set(id, reply);
    socket.send(JSON.stringify({ id, method, params }));
    const answer = await reply.promise;
    if (answer.error !== undefined) throw new Error(answer.error.message);
    return answer.result?.result;
  };
  return {
    memory: async () => {
      // What a first collection finalises is free after a second one.
      for (let i = 0; i < 2; i++) await call('HeapProfiler.collectGarbage');
      const result = await call('Runtime.evaluate', { expression: look, returnByValue: true });
      return (result as { readonly value: ProcessMemory }).value;
    },
    startCounting: async () => {
      await call('Profiler.enable');
      await call('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    },
    takeCounts: async () => {
      const result = await call('Profiler.takePreciseCoverage');
      const counts = new Map<string, number>();
      for (const { url, functions } of result as readonly CountedScript[]) {
        for (const { functionName, ranges } of functions) {
          const key = `${url}#${functionName}`;
          counts.set(key, (counts.get(key) ?? 0) + (ranges[0]?.count ?? 0));
        }
      }
      return counts;
    },
    close: () => socket.close(),
  };
}
