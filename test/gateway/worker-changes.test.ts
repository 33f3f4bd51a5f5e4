import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createHubFolder } from '../support/hub-folder.ts';
import { createIssuer } from '../support/issuers.ts';
import { until } from '../support/test-gateway.ts';

const main = fileURLToPath(new URL('../../gateway/main.ts', import.meta.url));
const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
type Query { greeting: String }
type Mutation { revoke: String @changesRelease }
`;

it('all workers know of a change before the one that made it answers', async () => {
  const assertions: string[] = [];
  const subgraph = await startFixtureSubgraph({
    sdl,
    root: { greeting: 'hello', revoke: 'done' },
    refuse: async (headers) => {
      const assertion = headers['x-entente-assertion'];
      if (typeof assertion === 'string') assertions.push(assertion);
      return undefined;
    },
  });
  const dataDir = await mkdtemp(join(tmpdir(), 'workers-'));
  const issuer = await createIssuer('XAA');
  const jwks = join(dataDir, 'xaa.json');
  await writeFile(jwks, JSON.stringify({ keys: [issuer.publicJwk] }));
  const folder = await createHubFolder([{ name: 'greetings', url: subgraph.url, sdl }], {
    partners: { XAA: 'ACTIVE' },
    trust: [{ issuer: issuer.trusted.issuer, partner: 'XAA', jwks }],
  });
  const args = ['--hub', folder.path, '--port', '0', '--workers', '3'];
  const child = spawn(process.execPath, [main, ...args], {
    env: { ...process.env, DATA_DIR: dataDir },
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const ended = new Promise((resolve) => child.once('close', resolve));
  await until(() => output.includes('GraphQL endpoint: '));
  const endpoint = /GraphQL endpoint: (http:\/\/\S+\/graphql)/.exec(output)?.[1] ?? '';

  /** Each over a connection of its own, so that the next worker takes it. */
  const ask = async (query: string): Promise<number> => {
    const token = await issuer.token({ purpose: 'REPORTING' });
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        connection: 'close',
      },
      body: JSON.stringify({ query }),
    });
    expect(await response.json()).not.toHaveProperty('errors');
    const last = decodeJwt<{ visibility: { policyVersion: number } }>(assertions.at(-1) ?? '');
    return last.visibility.policyVersion;
  };
  const versions = async () =>
    new Set([await ask('{ greeting }'), await ask('{ greeting }'), await ask('{ greeting }')]);

  const [before = 0, ...others] = await versions();
  expect(others).toEqual([]);
  for (const step of [1, 2]) {
    await ask('mutation { revoke }');
    expect(await versions()).toEqual(new Set([before + step]));
  }
  child.kill('SIGTERM');
  await ended;
  await Promise.all([subgraph.close(), folder.remove()]);
  await rm(dataDir, { recursive: true });
}, 30_000);
