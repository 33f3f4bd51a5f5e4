import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { databaseVariable } from '../../lib/configuration.ts';

/** A subgraph in a process of its own, on a free port. */
export interface RunningProcess {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a subgraph by its `main.ts` and waits for the line that says where it answers.
 *
 * @param keys path of the JWKS whose assertions it takes; null opens it to all
 */
export async function startSubgraph(
  name: string,
  databaseUrl: string,
  keys: string | null,
): Promise<RunningProcess> {
  const root = resolve(import.meta.dirname, '../..');
  const child = spawn(process.execPath, [`subgraphs/${name}/main.ts`], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      ...(keys === null ? { OPEN: 'true' } : { HUB_JWKS: keys }),
      [databaseVariable(name)]: databaseUrl,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const stop = async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  if (child.stdout === null) throw new Error(`${name} has no output.`);
  for await (const line of createInterface({ input: child.stdout })) {
    const endpoint = / answers at (\S+)$/.exec(line)?.[1];
    if (endpoint !== undefined) return { endpoint, stop };
  }
  throw new Error(`${name} ended before it answered.`);
}
