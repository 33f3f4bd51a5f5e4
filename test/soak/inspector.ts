/** Another Node process seen through its inspector (Chrome DevTools Protocol). */
export interface Inspector {
  /** Collects what is garbage, then says what is left. */
  readonly memory: () => Promise<ProcessMemory>;
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
  readonly result?: { readonly result?: { readonly value?: unknown } };
  readonly error?: { readonly message: string };
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

  const call = async (method: string, params: object = {}): Promise<Reply> => {
    if (socket.readyState !== WebSocket.OPEN) throw new Error('The inspector is closed.');
    const id = ++next;
    const reply = Promise.withResolvers<Reply>();
    waiting.set(id, reply);
    socket.send(JSON.stringify({ id, method, params }));
    const answer = await reply.promise;
    if (answer.error !== undefined) throw new Error(answer.error.message);
    return answer;
  };
  return {
    memory: async () => {
      // What a first collection finalises is free after a second one.
      for (let i = 0; i < 3; i++) await call('HeapProfiler.collectGarbage');
      const { result } = await call('Runtime.evaluate', { expression: look, returnByValue: true });
      return result?.result?.value as ProcessMemory;
    },
    close: () => socket.close(),
  };
}
