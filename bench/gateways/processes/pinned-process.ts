import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** A process of Node under measurement, or one that measures. */
export interface PinnedProcess {
  readonly child: ChildProcess;
  /** What it wrote on standard error, the end of it. */
  readonly complaints: () => string;
  /** Seconds of CPU since its start, its children's too; undefined where the system does not say. */
  readonly cpuSeconds: () => number | undefined;
  /** Bytes of resident memory, its children's too; undefined where the system does not say. */
  readonly residentBytes: () => number | undefined;
  readonly stop: () => Promise<void>;
}

const root = resolve(import.meta.dirname, '../../..');
const keptComplaints = 4_000;
/** Milliseconds. */
const patience = 5_000;

export const canPin = spawnSync('taskset', ['--version']).status === 0;

/**
 * Starts Node in the repository's root.
 *
 * @param core where it may run, as `taskset -c` takes it; everywhere if it is empty or not possible
 */
export function startPinned(
  args: readonly string[],
  core: string,
  environment: Readonly<Record<string, string>> = {},
): PinnedProcess {
  const [command, ...rest] =
    canPin && core !== ''
      ? ['taskset', '-c', core, process.execPath, ...args]
      : [process.execPath, ...args];
  const child = spawn(command ?? '', rest, {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', ...environment },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaints = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    complaints = (complaints + text).slice(-keptComplaints);
  });
  return {
    child,
    complaints: () => complaints,
    cpuSeconds: () => sumOf(child.pid, cpuSeconds),
    residentBytes: () => sumOf(child.pid, residentBytes),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      const force = setTimeout(() => child.kill('SIGKILL'), patience);
      await gone;
      clearTimeout(force);
    },
  };
}

/** Clock ticks a second in /proc: a constant of Linux on all of Node's platforms. */
const ticks = 100;

/** Adds up a process and all that it started. */
function sumOf(
  pid: number | undefined,
  figure: (pid: number) => number | undefined,
): number | undefined {
  const own = pid === undefined ? undefined : figure(pid);
  if (own === undefined) return undefined;
  const children = proc(pid, `task/${pid}/children`)?.split(' ').filter(Boolean) ?? [];
  return children.reduce((sum, child) => sum + (sumOf(Number(child), figure) ?? 0), own);
}

function cpuSeconds(pid: number): number | undefined {
  // proc(5): after the name in brackets, utime and stime are the fields 14 and 15 of the line.
  const fields = proc(pid, 'stat')?.split(') ')[1]?.split(' ');
  if (fields === undefined) return undefined;
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

function residentBytes(pid: number): number | undefined {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(proc(pid, 'status') ?? '')?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

function proc(pid: number | undefined, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
