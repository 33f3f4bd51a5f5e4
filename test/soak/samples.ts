import { readdir, readFile } from 'node:fs/promises';
import type { GatewayProcess } from './gateway-process.ts';

export interface Sample {
  /** Bytes after a full collection. */
  readonly memory: number;
  /** What keeps the event loop going. */
  readonly resources: number;
  /** Undefined where the system does not tell. */
  readonly files: number | undefined;
  /** Bytes of the planners' processes. */
  readonly planners: number | undefined;
}

export interface Flatness {
  readonly flat: boolean;
  /** Medians of the second and of the last quarter. */
  readonly from: number;
  readonly to: number;
}

export async function takeSample({ inspector, pid }: GatewayProcess): Promise<Sample> {
  const { used, resources } = await inspector.memory();
  const files = await readdir(`/proc/${pid}/fd`).catch(() => undefined);
  return { memory: used, resources, files: files?.length, planners: await memoryOfChildren(pid) };
}

/**
 * Whether a series stays level after its first quarter. Pure.
 *
 * @param share growth that is allowed, of the earlier median
 * @param slack growth that is allowed beyond that, in the unit of the values
 */
export function judgeFlatness(values: readonly number[], share: number, slack: number): Flatness {
  const quarter = Math.max(1, Math.floor(values.length / 4));
  const from = median(values.slice(quarter, 2 * quarter));
  const to = median(values.slice(-quarter));
  return { flat: values.length >= 3 && to <= from * (1 + share) + slack, from, to };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = 0, high = 0] = [sorted[Math.max(0, middle - 1)], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** Linux only. */
async function memoryOfChildren(pid: number): Promise<number | undefined> {
  try {
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    const sizes = children.split(' ').filter(Boolean).map(residentMemory);
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  } catch {
    return undefined;
  }
}

async function residentMemory(pid: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1024;
}
