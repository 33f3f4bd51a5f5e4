import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type Server } from 'node:http';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, stringify } from 'yaml';
import { keyPaths } from '../../gateway/keys/key-paths.ts';
import { openGatewayKey } from '../../gateway/keys/open-gateway-key.ts';
import { type Stack, startStack } from '../support/stack.ts';
import { startTestGateway, type TestGateway, until } from '../support/test-gateway.ts';

interface HubYaml {
  readonly subgraphs: { readonly name: string; url: string }[];
}

/** Stands where a provider is and hears what the gateway sends it. */
interface Listener {
  readonly name: string;
  /** Where the provider itself is. */
  readonly target: string;
  readonly url: string;
  readonly heard: string[];
  readonly server: Server;
}

let stack: Stack;
let listeners: readonly Listener[];

async function listen(name: string, target: string): Promise<Listener> {
  const heard: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const assertion = incoming.headers['x-entente-assertion'];
    if (typeof assertion === 'string') heard.push(assertion);
    const passed = httpRequest(
      target,
      { method: incoming.method, headers: incoming.headers },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  return { name, target, url: `http://127.0.0.1:${port}/graphql`, heard, server };
}

let gateway: TestGateway;

beforeAll(async () => {
  const exercise = { seed: 1, size: 'small', until: '2026-11-21' } as const;
  stack = await startStack({ exercise, signIn: true });
  const { hubFile, dataDir } = stack;
  const hub = parse(await readFile(hubFile, 'utf8')) as HubYaml;
  listeners = await Promise.all(hub.subgraphs.map(({ name, url }) => listen(name, url)));
  // A second gateway with the same key, led to the listeners, which pass on what it sends.
  for (const [n, subgraph] of hub.subgraphs.entries()) subgraph.url = listeners[n]?.url ?? '';
  const path = join(dirname(hubFile), 'listened.yaml');
  await writeFile(path, stringify(hub));
  const key = await openGatewayKey(dataDir);
  if (key.kind === 'unusable') throw new Error(key.problem);
  gateway = await startTestGateway({
    source: { kind: 'hub', path, ownIssuers: [keyPaths(dataDir).developmentPublic] },
    access: { audience: 'entente', key, dataDir: join(dataDir, 'second') },
  });
  await until(async () => (await fetch(`${gateway.origin}/health/ready`)).status === 200);
}, 120_000);
afterAll(async () => {
  await gateway.close();
  for (const { server } of listeners) {
    server.closeAllConnections();
    server.close();
  }
  await stack.stop();
});

const send = (url: string, headers: Readonly<Record<string, string>>, query = '{ __typename }') =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query }),
  });

describe('an assertion', () => {
  it('is good at the provider that it is for, and refused by all others', async () => {
    const { hubFile, dataDir } = stack;
    const token = spawnSync(process.execPath, ['cli/main.ts', 'token', '--partner', 'XAB'], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', HUB_FILE: hubFile, DATA_DIR: dataDir },
    }).stdout.trim();
    const query = `{ places(first: 1) { nodes { name { en } } }
      consignments(first: 1) { totalCount } incidents(first: 1) { totalCount }
      facilities(first: 1) { totalCount } milestones(first: 1) { totalCount }
      fieldHospitals(first: 1) { totalCount } }`;
    const answer = await send(gateway.endpoint, { authorization: `Bearer ${token}` }, query);
    expect(await answer.json()).not.toHaveProperty('errors');
    for (const { name, target, heard } of listeners) {
      expect(heard.length).toBeGreaterThan(0);
      const [assertion = ''] = heard.slice(-1);
      for (const other of listeners) {
        const answer = await send(other.target, { 'x-entente-assertion': assertion });
        expect([name, other.name, answer.status]).toEqual([
          name,
          other.name,
          other.name === name ? 200 : 401,
        ]);
      }
      expect((await send(target, {})).status).toBe(401);
    }
  });
});
