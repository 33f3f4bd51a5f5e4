import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** One process that `hub start` keeps running. */
export interface ServiceDefinition {
  readonly name: string;
  /** Absolute path of the program. */
  readonly program: string;
  /** Flags of Node itself. */
  readonly nodeFlags?: readonly string[];
  /** Arguments of the program. */
  readonly args?: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly folder: string;
  /** Absolute path; standard output and error are appended. */
  readonly log: string;
}

export interface ServiceOptions {
  /** Waits before each new try, in milliseconds; after the last one the service is given up. */
  readonly delays?: readonly number[];
  /** A service that ran this long (milliseconds) begins the tries anew. */
  readonly steadyAfter?: number;
}

export type ServiceEvent =
  | { readonly kind: 'ended'; readonly reason: string; readonly nextTryIn: number }
  | { readonly kind: 'given-up'; readonly reason: string; readonly tries: number };

export interface Service {
  readonly definition: ServiceDefinition;
  /** Process id of the present try. */
  pid(): number | undefined;
  /** SIGTERM, and SIGKILL when it has not ended within `patience` milliseconds. */
  stop(patience: number): Promise<void>;
}

const preload = fileURLToPath(new URL('end-with-starter.mjs', import.meta.url));
const defaultDelays: readonly number[] = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 30_000];

/** Starts the service and keeps it running until it is stopped or given up. */
export function startService(
  definition: ServiceDefinition,
  onEvent: (event: ServiceEvent) => void,
  { delays = defaultDelays, steadyAfter = 60_000 }: ServiceOptions = {},
): Service {
  const stopping = new AbortController();
  let child: ChildProcess | undefined;

  const keepRunning = async () => {
    for (let failures = 0; !stopping.signal.aborted; ) {
      const began = Date.now();
      const logged = logSize(definition.log);
      child = spawnService(definition);
      const how = await ending(child);
      if (stopping.signal.aborted) return;
      if (Date.now() - began >= steadyAfter) failures = 0;
      const reason = lastLine(definition.log, logged) ?? how;
      const nextTryIn = delays[failures];
      failures += 1;
      if (nextTryIn === undefined) return onEvent({ kind: 'given-up', reason, tries: failures });
      onEvent({ kind: 'ended', reason, nextTryIn });
      await sleep(nextTryIn, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = keepRunning();

  return {
    definition,
    pid: () => (child === undefined || hasEnded(child) ? undefined : child.pid),
    async stop(patience) {
      stopping.abort();
      if (child !== undefined && !hasEnded(child)) {
        child.kill('SIGTERM');
        const timer = setTimeout(() => killGroup(child?.pid), patience);
        await running;
        clearTimeout(timer);
      }
      await running;
    },
  };
}

function spawnService(definition: ServiceDefinition): ChildProcess {
  const { program, nodeFlags = [], args = [], environment, folder, log } = definition;
  const file = openSync(log, 'a', 0o600);
  try {
    return spawn(process.execPath, [...nodeFlags, '--import', preload, program, ...args], {
      cwd: folder,
      env: environment,
      // A group of its own: Ctrl-C in the terminal reaches us, and we stop things in order.
      detached: true,
      // The channel's end tells the service that we are gone, however that happened.
      stdio: ['ignore', file, file, 'ipc'],
    });
  } finally {
    closeSync(file);
  }
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It ended by itself in this moment.
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

async function ending(child: ChildProcess): Promise<string> {
  try {
    const [code, signal]: unknown[] = await once(child, 'exit');
    return typeof signal === 'string' ? `signal ${signal}` : `exit code ${String(code)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function logSize(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** What the service said last tells more than its exit code. */
function lastLine(path: string, from: number): string | undefined {
  const lines = readFileSync(path).subarray(from).toString().trim().split('\n');
  // Node ends a report of a crash with its version, after the stack; the error stands above.
  const error = lines.find((line) => /^(\w*Error|\w+: )/.test(line));
  const found = error ?? lines.findLast((line) => line.trim() !== '');
  return found === undefined || found === '' ? undefined : found.trim().slice(0, 300);
}
