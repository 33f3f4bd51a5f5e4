import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from '@jest/globals';
import { freePort } from '../../cli/postgres/free-port.ts';

export interface TestRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * `describe` for tests that need a real Redis. Where there is none they are skipped and a line says
 * so; under `CI=true` they fail.
 */
export function describeWithRedis(name: string, tests: () => void): void {
  if (spawnSync('redis-server', ['--version']).status === 0) {
    describe(name, tests);
  } else if (process.env['CI'] === 'true') {
    describe(name, () => {
      it('needs redis-server', () => {
        throw new Error('redis-server is missing: install it (apt-get install redis-server).');
      });
    });
  } else {
    process.stderr.write(`Skipped: ${name} (redis-server is missing)\n`);
    describe.skip(name, tests);
  }
}

/** A real redis-server with nothing in it, on a free port where none is given. */
export async function startRedis(given?: number): Promise<TestRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-redis-'));
  const port = given ?? (await freePort());
  const child = spawn(
    'redis-server',
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder],
    { stdio: 'ignore' },
  );
  while (!(await accepts(port))) {
    if (child.exitCode !== null) throw new Error('redis-server did not start.');
    await sleep(20);
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const ended = once(child, 'exit');
        child.kill('SIGKILL');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
