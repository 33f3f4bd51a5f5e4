import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RunKind, Tally } from './run-group.ts';

/** Groups from `seed` on; of each `workers` of them one is this part's own. */
export interface Part {
  readonly engine: string;
  readonly runs: readonly RunKind[];
  readonly seed: number;
  readonly groups: number;
  readonly workers: number;
  /** From 0 to `workers` - 1. */
  readonly part: number;
}

/** What a part has found since it began; `texts` are what is new. */
export interface Report {
  /** Without its failures: they are counted, and told as texts. */
  readonly tally: Tally;
  readonly failures: number;
  readonly texts: readonly string[];
}

/** Runs a part in a process of its own; resolves with its exit code. */
export function runPart(part: Part, onReport: (report: Report) => void): Promise<number | null> {
  const file = fileURLToPath(new URL('./part-process.ts', import.meta.url));
  const child = fork(file, [JSON.stringify(part)], { execArgv: [] });
  child.on('message', (message) => onReport(message as Report));
  return new Promise((resolve) => child.on('close', resolve));
}
