import { connectInspector } from './inspector.ts';

/** Bytes of a process's JavaScript heap that are in use right after a full garbage collection. */
export async function heapInUse(inspectorPort: number): Promise<number> {
  const inspector = await connectInspector(inspectorPort);
  // The second collection takes what finalizers of the first let go.
  await inspector.call('HeapProfiler.collectGarbage');
  await inspector.call('HeapProfiler.collectGarbage');
  const { usedSize } = await inspector.call('Runtime.getHeapUsage');
  inspector.close();
  return Number(usedSize);
}
