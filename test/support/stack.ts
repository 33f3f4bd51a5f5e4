import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HubMode } from '@entente/kit';
import { parse, stringify } from 'yaml';
import { loadExercise } from '../../cli/exercise/load-exercise.ts';
import { prepareDomains } from '../../cli/exercise/prepare-domains.ts';
import type { ExerciseOptions } from '../../cli/exercise/world.ts';
import { databaseVariable } from '../../lib/configuration.ts';
import { createTestDatabase, type TestDatabase } from './database.ts';
import { freePorts } from './free-ports.ts';

const root = resolve(import.meta.dirname, '../..');

export interface StackOptions {
  readonly mode?: HubMode;
  /** The exercise to load; null leaves the databases with their facts alone. */
  readonly exercise?: ExerciseOptions | null;
  /** True: as partners use it. False: everybody sees everything, for tests of something else. */
  readonly signIn?: boolean;
}

/** The whole hub as `npm start` runs it, on free ports, over databases of its own. */
export interface Stack {
  /** The gateway's GraphQL endpoint. */
  readonly endpoint: string;
  /** Path of its `hub.yaml`. */
  readonly hubFile: string;
  /** Folder with `logs/`. */
  readonly dataDir: string;
  readonly databases: Readonly<Record<string, string>>;
  /** What it printed so far. */
  readonly output: () => string;
  readonly process: ChildProcess;
  readonly stop: () => Promise<void>;
}

interface HubYaml {
  subgraphs: { name: string; url: string; schema: string; start?: string }[];
}

/** Starts the hub and waits until it says that it is ready. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const { mode = 'exercise', exercise = null, signIn = false } = options;
  const folder = await mkdtemp(join(tmpdir(), 'stack-'));
  const hub = parse(await readFile(join(root, 'hub.yaml'), 'utf8')) as HubYaml;
  const [gatewayPort = 0, ...ports] = await freePorts(hub.subgraphs.length + 1);
  const databases: Record<string, TestDatabase> = {};
  for (const [index, subgraph] of hub.subgraphs.entries()) {
    subgraph.url = `http://127.0.0.1:${ports[index]}/graphql`;
    subgraph.schema = join(root, subgraph.schema);
    if (subgraph.start !== undefined) subgraph.start = join(root, subgraph.start);
    databases[subgraph.name] = await createTestDatabase();
  }
  const hubFile = join(folder, 'hub.yaml');
  await writeFile(hubFile, stringify(hub));
  const urlOf = async (name: string) => databases[name]?.url ?? '';
  if (exercise !== null) {
    await prepareDomains(urlOf, mode);
    await loadExercise(urlOf, exercise);
  }
  const urls = Object.fromEntries(Object.entries(databases).map(([name, { url }]) => [name, url]));
  const variables = Object.entries(urls).map(([name, url]) => [databaseVariable(name), url]);
  const args = ['cli/main.ts', 'start', ...(signIn ? [] : ['--open'])];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: {
      ...process.env,
      ...Object.fromEntries(variables),
      NODE_OPTIONS: '',
      NODE_ENV: 'development',
      PORT: String(gatewayPort),
      HUB_FILE: hubFile,
      HUB_MODE: mode,
      DATA_DIR: join(folder, 'data'),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const printed: string[] = [];
  child.stdout?.on('data', (text) => printed.push(String(text)));
  child.stderr?.on('data', (text) => printed.push(String(text)));
  const output = () => printed.join('');
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await Promise.all(Object.values(databases).map(({ drop }) => drop()));
    await rm(folder, { recursive: true, force: true });
  };
  const endpoint = `http://127.0.0.1:${gatewayPort}/graphql`;
  const deadline = Date.now() + 90_000;
  while (!(await isReady(endpoint))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`The stack did not start:\n${output()}`);
    }
    await sleep(50);
  }
  const dataDir = join(folder, 'data');
  return { endpoint, hubFile, dataDir, databases: urls, output, process: child, stop };
}

async function isReady(endpoint: string): Promise<boolean> {
  try {
    const signal = AbortSignal.timeout(2_000);
    return (await fetch(new URL('/health/ready', endpoint), { signal })).ok;
  } catch {
    return false;
  }
}
