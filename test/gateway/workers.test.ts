import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { get } from 'node:http';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type FixtureSubgraph, startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createHubFolder, type HubFolder } from '../support/hub-folder.ts';
import { readMetrics } from '../support/read-metrics.ts';
import { until } from '../support/test-gateway.ts';

const path = (file: string) => fileURLToPath(new URL(`../../${file}`, import.meta.url));
const sdl = 'type Query { greeting: String }\n';

interface Line {
  readonly msg: string;
  readonly pid: number;
  readonly worker?: number;
}

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly lines: () => readonly Line[];
  /** Once all workers listen: the address without a path. */
  readonly origin: () => Promise<string>;
  readonly exit: Promise<number | null>;
}

let subgraph: FixtureSubgraph;
let folder: HubFolder;
const runs: Run[] = [];
const held: (() => void)[] = [];
let hold = false;

beforeAll(async () => {
  subgraph = await startFixtureSubgraph({
    sdl,
    root: { greeting: 'hello' },
    before: async () => {
      if (hold) await new Promise<void>((resolve) => held.push(resolve));
    },
  });
  folder = await createHubFolder([{ name: 'greetings', url: subgraph.url, sdl }]);
});
afterEach(() => {
  for (const { child } of runs.splice(0)) child.kill('SIGKILL');
});
afterAll(() => Promise.all([subgraph.close(), folder.remove()]));

function start(port = 0): Run {
  const preload = path('cli/start/end-with-starter.mjs');
  const args = ['--hub', folder.path, '--port', String(port), '--workers', '3', '--open'];
  const child = spawn(process.execPath, ['--import', preload, path('gateway/main.ts'), ...args], {
    // As `hub start` starts it: with a channel whose end says that the starter is gone.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const lines = () => {
    const whole = output.slice(0, output.lastIndexOf('\n') + 1);
    return whole.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
  };
  const endpoint = () => lines().find(({ msg }) => msg.startsWith('GraphQL endpoint: '));
  const run: Run = {
    child,
    output: () => output,
    lines,
    origin: async () => {
      await until(() => endpoint() !== undefined);
      return new URL(endpoint()?.msg.split(': ')[1] ?? '').origin;
    },
    exit: new Promise((resolve) => child.once('close', resolve)),
  };
  runs.push(run);
  return run;
}

/** Over a connection of its own, so that the next worker takes it: the status, or what went wrong. */
function ask(
  origin: string,
  address = '/graphql?query={greeting}',
  patience = 2_000,
): Promise<number | string> {
  return new Promise((resolve) => {
    const headers = { 'apollo-require-preflight': 'true' };
    const failed = (error: Error): void => resolve(String(Object(error).code));
    const request = get(`${origin}${address}`, { agent: false, headers });
    request.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
      response.on('error', failed);
    });
    request.on('error', failed);
    // A worker that is killed takes with it what was just handed to it.
    request.setTimeout(patience, () =>
      request.destroy(Object.assign(new Error(), { code: 'LOST' })),
    );
  });
}

/** A process with its children and theirs. */
function family(pid: number | undefined): readonly number[] {
  const listing = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' });
  const all = listing.split('\n').map((line) => line.trim().split(/ +/).map(Number));
  const below = (parent: number | undefined): readonly number[] =>
    all.flatMap(([own, of]) => (own !== undefined && of === parent ? [own, ...below(own)] : []));
  return pid === undefined ? [] : [pid, ...below(pid)];
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('a gateway of several workers', () => {
  it('says once where it is, and every worker answers there', async () => {
    const run = start();
    const origin = await run.origin();
    for (let i = 0; i < 9; i += 1) expect(await ask(origin)).toBe(200);
    const metrics = await readMetrics(origin);
    const answered = [1, 2, 3].map((worker) =>
      metrics.get(`entente_requests_total{outcome="answered",worker="${worker}"}`),
    );
    expect(answered.reduce((sum = 0, each = 0) => sum + each, 0)).toBe(9);
    for (const each of answered) expect(each).toBeGreaterThan(0);
    const said = run.lines();
    expect(said.filter(({ msg }) => msg.startsWith('GraphQL endpoint'))).toHaveLength(1);
    const serving = said.filter(({ msg }) => msg.startsWith('serving '));
    expect(serving.map(({ worker }) => worker).sort()).toEqual([1, 2, 3]);
    await until(async () => (await fetch(`${origin}/health/ready`)).status === 200);
  });

  it('starts a worker again that was killed, and the port stays open', async () => {
    const run = start();
    const origin = await run.origin();
    const listening = () =>
      run.lines().filter(({ msg, worker }) => msg.startsWith('listening ') && worker === 2);
    process.kill(listening()[0]?.pid ?? Number.NaN, 'SIGKILL');
    const results = new Set<number | string>();
    await until(async () => {
      results.add(await ask(origin));
      return listening().length === 2 && results.has(200);
    });
    // What was handed to the killed worker is lost with it.
    for (const lost of ['ECONNRESET', 'LOST']) results.delete(lost);
    expect([...results]).toEqual([200]);
    const ended = run.lines().find(({ msg }) => msg.startsWith('ended'));
    expect(ended).toMatchObject({
      worker: 2,
      msg: 'ended (signal SIGKILL); started again in 0.1 s',
    });
    await until(async () => {
      await ask(origin);
      const metrics = await readMetrics(origin);
      return (metrics.get('entente_requests_total{outcome="answered",worker="2"}') ?? 0) > 0;
    });
  });

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s answers what is under way and leaves no process',
    async (signal) => {
      const run = start();
      const origin = await run.origin();
      await until(async () => (await fetch(`${origin}/health/ready`)).status === 200);
      hold = true;
      const answer = ask(origin, undefined, 30_000);
      await until(() => held.length > 0);
      const pids = family(run.child.pid);
      expect(pids.length).toBeGreaterThanOrEqual(4);
      run.child.kill(signal);
      await until(async () => (await ask(origin, '/health/live')) === 'ECONNREFUSED');
      hold = false;
      for (const release of held.splice(0)) release();
      expect(await answer).toBe(200);
      expect(await run.exit).toBe(0);
      await until(() => !pids.some(isRunning));
    },
  );

  it('ends with the process that started it', async () => {
    const run = start();
    await run.origin();
    const pids = family(run.child.pid);
    run.child.disconnect();
    await until(() => !pids.some(isRunning));
  });

  it('leaves no worker behind when it is killed', async () => {
    const run = start();
    await run.origin();
    const pids = family(run.child.pid);
    run.child.kill('SIGKILL');
    await until(() => !pids.some(isRunning));
  });

  it('says once that the port is in use, and ends', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const run = start(port);
    expect(await run.exit).toBe(1);
    taken.close();
    // Workers load the graph before they listen, and say so in the log.
    const said = run
      .output()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('{'));
    expect(said).toEqual([
      `Port ${port} on 127.0.0.1 is in use: stop what uses it, or set PORT to another one.`,
    ]);
  });
});
