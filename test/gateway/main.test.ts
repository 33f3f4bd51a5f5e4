import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type FixtureSubgraph, startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createHubFolder, type HubFolder } from '../support/hub-folder.ts';
import { until } from '../support/test-gateway.ts';

const main = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));
const sdl = 'type Query { greeting: String }\n';

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exit: Promise<number | null>;
}

const run = (args: readonly string[], env: Record<string, string> = {}): Run => {
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, output: () => output, exit };
};

describe('the gateway as a process', () => {
  let subgraph: FixtureSubgraph;
  let folder: HubFolder;
  const held: (() => void)[] = [];
  const release = () => {
    for (const resolve of held.splice(0)) resolve();
  };

  beforeAll(async () => {
    subgraph = await startFixtureSubgraph({
      sdl,
      root: { greeting: 'hello' },
      before: () =>
        new Promise((resolve) => {
          held.push(resolve);
        }),
    });
    folder = await createHubFolder([{ name: 'greetings', url: subgraph.url, sdl }]);
  });
  afterAll(() => Promise.all([subgraph.close(), folder.remove()]));

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s answers what is under way, then ends with 0',
    async (signal) => {
      const { child, output, exit } = run(['--hub', folder.path, '--port', '0', '--open']);
      await until(() => output().includes('GraphQL endpoint: '));
      const endpoint = /GraphQL endpoint: (http:\/\/\S+\/graphql)/.exec(output())?.[1] ?? '';
      // The readiness probe is held back too: let it go, then hold the query.
      await until(() => held.length > 0);
      release();
      const answer = fetch(endpoint, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"query":"{ greeting }"}',
      }).then((response) => response.json());
      await until(() => held.length > 0);
      child.kill(signal);
      await until(() =>
        fetch(new URL('/health/live', endpoint)).then(
          ({ status }) => status === 503,
          () => true,
        ),
      );
      release();
      expect(await answer).toEqual({ data: { greeting: 'hello' } });
      expect(await exit).toBe(0);
      for (const line of output().trim().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
    },
  );

  it('says in one line that the port is in use', async () => {
    const taken: Server = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const { output, exit } = run(['--hub', folder.path, '--port', port, '--open']);
    expect(await exit).toBe(1);
    expect(output()).toBe(
      `Port ${port} on 127.0.0.1 is in use: stop what uses it, or set PORT to another one.\n`,
    );
    taken.close();
  });

  it('says in one line each what is wrong with flags and variables', async () => {
    const { output, exit } = run(['--open'], { PORT: 'http', CORS_ORIGINS: 'map.example' });
    expect(await exit).toBe(1);
    expect(output().trim().split('\n')).toEqual([
      'PORT (http) is not acceptable: write a whole number from 0 to 65535.',
      expect.stringMatching(/^CORS_ORIGINS \(map\.example\) is not acceptable: write origins/),
    ]);
  });
});
