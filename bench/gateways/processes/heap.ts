/** Bytes of a process's JavaScript heap that are in use right after a full garbage collection. */
export async function heapInUse(inspectorPort: number): Promise<number> {
  const targets = await fetch(`http://127.0.0.1:${inspectorPort}/json/list`);
  const [target] = (await targets.json()) as readonly { webSocketDebuggerUrl: string }[];
  const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', reject);
  });
  let lastId = 0;
  const call = (method: string) =>
    new Promise<Readonly<Record<string, unknown>>>((resolve) => {
      lastId += 1;
      const id = lastId;
      const take = ({ data }: MessageEvent) => {
        const message = JSON.parse(String(data));
        if (message.id !== id) return;
        socket.removeEventListener('message', take);
        resolve(message.result ?? {});
      };
      socket.addEventListener('message', take);
      socket.send(JSON.stringify({ id, method }));
    });
  // The second collection takes what finalizers of the first let go.
  await call('HeapProfiler.collectGarbage');
  await call('HeapProfiler.collectGarbage');
  const { usedSize } = await call('Runtime.getHeapUsage');
  socket.close();
  return Number(usedSize);
}
