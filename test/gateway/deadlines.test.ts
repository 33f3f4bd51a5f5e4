import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { createHubFolder } from '../support/hub-folder.ts';
import { startTestGateway, type TestGateway, until } from '../support/test-gateway.ts';

const sdl = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
type Query { label: String slow: String }
`;

const closing: (() => Promise<unknown>)[] = [];
let path: string;
let waiting = 0;
beforeAll(async () => {
  // Takes every request and answers none of them, but whether it is there.
  const server = createServer((request, response) => {
    request.on('data', (body: Buffer) => {
      if (body.includes('{ __typename }')) {
        return void response.end('{"data":{"__typename":"Query"}}');
      }
      waiting += 1;
      response.on('close', () => {
        waiting -= 1;
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const folder = await createHubFolder([{ name: 'a', url: `http://127.0.0.1:${port}`, sdl }]);
  path = folder.path;
  closing.push(folder.remove, async () => {
    server.closeAllConnections();
    server.close();
  });
});
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

async function start(requestTimeout?: number): Promise<TestGateway> {
  const gateway = await startTestGateway({ source: { kind: 'hub', path }, requestTimeout });
  closing.push(gateway.close);
  await until(async () => (await fetch(`${gateway.origin}/health/ready`)).ok);
  return gateway;
}

it('a request that takes too long is answered with what there is, and nothing runs on', async () => {
  const gateway = await start(200);
  // Two that share the work, and one for itself.
  const asked = ['{ slow }', '{ slow }', '{ label }'].map((query) => gateway.query(query));
  for (const { status, data, errors } of await Promise.all(asked)) {
    expect(status).toBe(200);
    expect(Object.values(data ?? {})).toEqual([null]);
    expect(errors?.map(({ extensions }) => extensions['code'])).toEqual(['SUBGRAPH_UNAVAILABLE']);
  }
  await until(() => waiting === 0);
});

it('what a client asked for is given up when it leaves, unless somebody else wants it', async () => {
  const gateway = await start();
  const clients = [new AbortController(), new AbortController()];
  const asked = clients.map(({ signal }) =>
    fetch(gateway.endpoint, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ slow }"}',
      signal,
    }).catch(() => 'left'),
  );
  await until(async () => waiting === 1 && (await inFlight(gateway)) === 2);
  clients[0]?.abort();
  await until(async () => (await inFlight(gateway)) === 1);
  expect(waiting).toBe(1);
  clients[1]?.abort();
  await until(() => waiting === 0);
  expect(await Promise.all(asked)).toEqual(['left', 'left']);
});

async function inFlight({ measure }: TestGateway): Promise<number | undefined> {
  return measure().find(({ name }) => name === 'entente_requests_in_flight')?.value;
}
