import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { serverAudits } from 'graphql-http';
import { maxDocument } from '../../gateway/http/graphql-route.ts';
import { maxBody } from '../../gateway/http/server.ts';
import { type FixtureSubgraph, startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createHubFolder, type HubFolder } from '../support/hub-folder.ts';
import { startTestGateway, type TestGateway } from '../support/test-gateway.ts';

const sdl = 'type Query { greeting: String }\n';
let subgraph: FixtureSubgraph;
let folder: HubFolder;
let gateway: TestGateway;

beforeAll(async () => {
  subgraph = await startFixtureSubgraph({ sdl, root: { greeting: 'hello' } });
  folder = await createHubFolder([{ name: 'greetings', url: subgraph.url, sdl }]);
  gateway = await startTestGateway({
    source: { kind: 'hub', path: folder.path },
    corsOrigins: ['https://map.example'],
  });
});
afterAll(async () => {
  await gateway.close();
  await Promise.all([subgraph.close(), folder.remove()]);
});

/** GET is refused without a header that a foreign page cannot send: what clients of GET send. */
const guardedFetch: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  headers.set('apollo-require-preflight', 'true');
  return fetch(input, { ...init, headers });
};

describe('GraphQL over HTTP', () => {
  const audits = serverAudits({ url: () => gateway.endpoint, fetchFn: guardedFetch });
  const advisory: string[] = [];
  afterAll(() => {
    process.stdout.write(`GraphQL over HTTP, advisory audits not met:\n${advisory.join('\n')}\n`);
  });

  for (const audit of audits) {
    it(`${audit.name} (${audit.id})`, async () => {
      const result = await audit.fn();
      if (result.status !== 'ok') advisory.push(`  ${audit.id} ${audit.name}: ${result.reason}`);
      if (audit.name.startsWith('MUST')) expect(result).toMatchObject({ status: 'ok' });
      else expect(['ok', 'notice', 'warn']).toContain(result.status);
    });
  }

  it('answers GET with a query, and refuses it where a foreign page could have sent it', async () => {
    const url = `${gateway.endpoint}?query=${encodeURIComponent('{ greeting }')}`;
    expect(await (await guardedFetch(url)).json()).toEqual({ data: { greeting: 'hello' } });
    expect((await fetch(url)).status).toBe(400);
  });

  it.each([
    [
      'a body of text',
      { method: 'POST', headers: { 'content-type': 'text/plain' }, body: 'x' },
      415,
    ],
    ['a body that is no JSON', { method: 'POST', body: '{', headers: json() }, 400],
    ['a body over the limit', { method: 'POST', body: tooLarge(), headers: json() }, 413],
    ['a method that is not allowed', { method: 'DELETE' }, 405],
  ])('refuses %s in the form of a GraphQL answer', async (_name, init, status) => {
    const response = await fetch(gateway.endpoint, init);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code: expect.stringMatching(/^[A-Z_]+$/) } }],
    });
  });

  it.each([
    ['a body', bodyOf, 'in several requests'],
    ['a document', documentOf, 'as variables'],
  ])('takes %s up to the limit, and says what to do beyond it', async (_name, make, advice) => {
    const send = (body: string) =>
      fetch(gateway.endpoint, { method: 'POST', headers: json(), body });
    const taken = await send(make(0));
    expect(await taken.json()).toEqual({ data: { greeting: 'hello' } });
    const refused = await send(make(1));
    expect([refused.status, await refused.json()]).toEqual([
      413,
      {
        errors: [
          {
            message: expect.stringContaining(advice),
            extensions: { code: 'PAYLOAD_TOO_LARGE', requestId: expect.any(String) },
          },
        ],
      },
    ]);
  });

  it('gives every answer its own request id', async () => {
    const ids = await Promise.all(
      ['/graphql', '/health/live', '/nowhere'].map(async (path) =>
        (await fetch(gateway.origin + path)).headers.get('x-request-id'),
      ),
    );
    expect(new Set(ids).size).toBe(3);
    expect(ids).not.toContain(null);
  });

  it('lets pages of the configured origins call, and no others', async () => {
    const allowed = async (origin: string) =>
      (
        await fetch(gateway.endpoint, { method: 'OPTIONS', headers: preflight(origin) })
      ).headers.get('access-control-allow-origin');
    expect(await allowed('https://map.example')).toBe('https://map.example');
    expect(await allowed('https://evil.example')).toBeNull();
  });
});

describe('the IDE', () => {
  const page = async (address: TestGateway) =>
    fetch(address.endpoint, { headers: { accept: 'text/html,*/*;q=0.8' } });

  it('refers to no other origin: not in its page, its styles, nor what its scripts load', async () => {
    const response = await page(gateway);
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(html).toContain('/ruru-static/ruru.js');
    expect(html).not.toMatch(/(?:https?:)?\/\/[a-z0-9-]+\.[a-z]/i);

    const root = join(dirname(createRequire(import.meta.url).resolve('ruru/static')), '../static');
    const loads =
      /(?:\bimport\s*\(?|\bfrom|importScripts\(|fetch\(|new Worker\(|\.src\s*=|url\()\s*["'`]?(?:https?:)?\/\/[a-z]/i;
    const files = (await readdir(root)).filter((name) => /\.(js|css)$/.test(name));
    expect(files.length).toBeGreaterThan(10);
    for (const name of files) {
      const found = loads.exec(await readFile(join(root, name), 'utf8'));
      expect({ name, found: found?.[0] }).toEqual({ name, found: undefined });
    }
  });

  it('serves every file that its page names', async () => {
    const html = await (await page(gateway)).text();
    const files = new Set(html.match(/\/ruru-static\/[\w.-]+\.(?:js|css)/g));
    expect(files.size).toBeGreaterThan(1);
    for (const file of files) {
      const response = await fetch(gateway.origin + file);
      expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(1_000);
      expect(response.status).toBe(200);
    }
  });

  it('is not there in production', async () => {
    const production = await startTestGateway({
      source: { kind: 'hub', path: folder.path },
      development: false,
    });
    const response = await page(production);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toMatch(/json/);
    expect((await fetch(`${production.origin}/ruru-static/ruru.js`)).status).toBe(404);
    await production.close();
  });
});

function json(): { 'content-type': string } {
  return { 'content-type': 'application/json' };
}

function tooLarge(): string {
  return JSON.stringify({ query: '{ greeting }', variables: { text: 'x'.repeat(maxBody) } });
}

/** A request whose body or whose document is as long as it may be, and longer by so much. */
function bodyOf(more: number): string {
  const frame = JSON.stringify({ query: '{ greeting }', variables: { text: '' } }).length;
  const variables = { text: 'x'.repeat(maxBody - frame + more) };
  return JSON.stringify({ query: '{ greeting }', variables });
}
function documentOf(more: number): string {
  return JSON.stringify({ query: '{ greeting }'.padEnd(maxDocument + more) });
}

function preflight(origin: string): Record<string, string> {
  return {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  };
}
