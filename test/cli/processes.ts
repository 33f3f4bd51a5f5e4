import { type ChildProcess, execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';

/** Command lines of the running processes that name `text`, such as a test's own folder. */
export function processesNaming(text: string): readonly string[] {
  const listing = execFileSync('ps', ['-eo', 'pid=,stat=,command='], { encoding: 'utf8' });
  return listing
    .split('\n')
    .filter((line) => line.includes(text) && !line.includes('ps -eo') && !/^\s*\d+\s+Z/.test(line));
}

/** Waits until `condition` holds, and fails where it does not in 50 seconds: a test has 60. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 50_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`This did not come to hold: ${condition}`);
    await sleep(25);
  }
}

const watched = new Set<ChildProcess>();

/** Kills what tests started and did not end: for `afterEach`. */
export function killWatched(): void {
  for (const child of watched) child.kill('SIGKILL');
  watched.clear();
}

/** Everything that a child process writes, and its end. */
export interface Watched {
  readonly child: ChildProcess;
  output(): string;
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

export function watch(child: ChildProcess): Watched {
  watched.add(child);
  const chunks: string[] = [];
  child.stdout?.on('data', (text) => chunks.push(String(text)));
  child.stderr?.on('data', (text) => chunks.push(String(text)));
  const ended = once(child, 'close').then(([code, signal]: unknown[]) =>
    typeof signal === 'string' ? signal : Number(code),
  );
  return { child, output: () => chunks.join(''), ended };
}
