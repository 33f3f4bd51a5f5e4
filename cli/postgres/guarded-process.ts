import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs the server under a small shell that waits for the end of its standard input: that end comes
 * when we close it, and also when this process dies in any way, so the server never outlives it.
 * SIGINT is PostgreSQL's fast shutdown. `read` is part of the shell: no further process.
 */
const script = `
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ read -r _ <&3; kill -INT $server; } &
guard=$!
wait $server
status=$?
kill $guard 2>/dev/null
exit $status
`;

export interface GuardedProcess {
  /** Settles when the server has ended. */
  readonly ended: Promise<void>;
  hasEnded(): boolean;
  /** Asks the server to end, and kills it when it has not within `patience` milliseconds. */
  stop(patience: number): Promise<void>;
}

/** `log` is a file descriptor: what the server writes must have a place after this process, too. */
export function startGuarded(command: readonly string[], log: number): GuardedProcess {
  const child = spawn('/bin/sh', ['-c', script, 'sh', ...command], {
    cwd: '/',
    // A group of its own: Ctrl-C in the terminal reaches us, and we stop things in order.
    detached: true,
    stdio: ['pipe', log, log],
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
  });
  child.stdin?.on('error', () => {});
  const ended = once(child, 'exit').then(
    () => {},
    () => {},
  );
  return {
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async stop(patience) {
      child.stdin?.end();
      const timer = setTimeout(() => killGroup(child), patience);
      await ended;
      clearTimeout(timer);
    },
  };
}

function killGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It ended by itself in this moment.
  }
}
