import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { databaseVariable } from '../../lib/configuration.ts';
import type { TestSigner } from './assertions.ts';
import { freePorts } from './free-ports.ts';

const root = resolve(import.meta.dirname, '../..');

/** A subgraph of the hub in a process of its own, asked with a hub's assertions. */
export interface SubgraphProcess {
  readonly url: string;
  /** Starts it, again at the same address, and waits until it answers. */
  readonly start: () => Promise<void>;
  /** SIGKILL, and waits until it is gone: it has no time to end anything. */
  readonly kill: () => Promise<void>;
  readonly isRunning: () => boolean;
  /** What it has told on stderr, over all its starts. */
  readonly told: () => string;
  /** Stops it and removes what it needed. */
  readonly close: () => Promise<void>;
}

/** Makes ready to run a subgraph by its name; it does not start yet. */
export async function subgraphProcess(
  name: string,
  databaseUrl: string,
  signer: TestSigner,
): Promise<SubgraphProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'subgraph-'));
  const keys = join(folder, 'jwks.json');
  await writeFile(keys, JSON.stringify({ keys: [signer.jwk] }));
  const [port = 0] = await freePorts(1);
  const address = `http://127.0.0.1:${port}`;
  const told: string[] = [];
  let child: ChildProcess | null = null;
  const isRunning = () => child !== null && child.exitCode === null && child.signalCode === null;
  const end = async (signal: NodeJS.Signals) => {
    if (child === null || !isRunning()) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };
  return {
    url: `${address}/graphql`,
    start: async () => {
      child = spawn(process.execPath, [`subgraphs/${name}/main.ts`], {
        cwd: root,
        env: {
          ...process.env,
          [databaseVariable(name)]: databaseUrl,
          NODE_OPTIONS: '',
          HUB_JWKS: keys,
          HUB_MODE: 'exercise',
          PORT: String(port),
        },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      child.stderr?.on('data', (text) => told.push(String(text)));
      const deadline = Date.now() + 30_000;
      while (!(await isReady(address))) {
        if (isRunning() && Date.now() < deadline) {
          await sleep(20);
          continue;
        }
        await end('SIGKILL');
        throw new Error(`${name} did not start:\n${told.join('')}`);
      }
    },
    kill: () => end('SIGKILL'),
    isRunning,
    told: () => told.join(''),
    close: async () => {
      await end('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function isReady(address: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(2_000);
    return (await fetch(`${address}/health/ready`, { signal })).ok;
  } catch {
    return false;
  }
}
