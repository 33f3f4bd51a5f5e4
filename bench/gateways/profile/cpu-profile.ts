import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** As the inspector gives it (Profiler.Profile). */
export interface CpuProfile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: {
      readonly functionName: string;
      readonly url: string;
      readonly lineNumber: number;
    };
  }[];
  readonly samples: readonly number[];
  /** Microseconds between the samples. */
  readonly timeDeltas: readonly number[];
}

/** CPU microseconds by what they were spent on, the most first. */
export interface CpuSummary {
  /** Microseconds in which the process did something. */
  readonly total: number;
  readonly stages: readonly Share[];
  readonly functions: readonly Share[];
}

export interface Share {
  readonly name: string;
  readonly microseconds: number;
}

const root = resolve(import.meta.dirname, '../../..');

/** Adds up a profile's samples by stage (folder of the gateway, package, Node) and by function. */
export function summarise({ nodes, samples, timeDeltas }: CpuProfile): CpuSummary {
  const frames = new Map(nodes.map(({ id, callFrame }) => [id, callFrame]));
  const stages = new Map<string, number>();
  const functions = new Map<string, number>();
  let total = 0;
  samples.forEach((id, index) => {
    const frame = frames.get(id);
    const microseconds = timeDeltas[index] ?? 0;
    if (frame === undefined || frame.functionName === '(idle)') return;
    total += microseconds;
    const file = fileOf(frame.url);
    const place = file === '' ? '' : ` ${file}:${frame.lineNumber + 1}`;
    const name = `${frame.functionName || '(anonymous)'}${place}`;
    const stage = stageOf(file, frame.functionName);
    stages.set(stage, (stages.get(stage) ?? 0) + microseconds);
    functions.set(name, (functions.get(name) ?? 0) + microseconds);
  });
  return { total, stages: ordered(stages), functions: ordered(functions) };
}

function fileOf(url: string): string {
  return url.startsWith('file:') ? relative(root, fileURLToPath(url)) : url;
}

function stageOf(file: string, functionName: string): string {
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)/g;
  const packageName = [...file.matchAll(inPackage)].at(-1)?.[1];
  if (packageName !== undefined) return packageName;
  if (file.startsWith('gateway/')) return file.split('/').slice(0, 2).join('/');
  if (file.startsWith('node:')) return file.split('/').slice(0, 2).join('/');
  if (functionName === '(garbage collector)') return 'garbage collection';
  return file === '' ? 'native code and built-ins' : file;
}

function ordered(shares: ReadonlyMap<string, number>): readonly Share[] {
  return [...shares]
    .map(([name, microseconds]) => ({ name, microseconds }))
    .sort((one, other) => other.microseconds - one.microseconds);
}
