import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createKeySource } from '../../../gateway/authenticate/key-source.ts';
import { verifyToken } from '../../../gateway/authenticate/verify-token.ts';
import {
  audience,
  createIssuer,
  instant,
  stateOf,
  type TestIssuer,
} from '../../support/issuers.ts';
import { until } from '../../support/test-gateway.ts';

const minute = 60_000;
const manyKeys = JSON.stringify({ keys: Array(65).fill({ kty: 'OKP' }) });
let server: Server | undefined;
let asked = 0;

afterEach(async () => {
  server?.closeAllConnections();
  if (server?.listening) await once(server.close(), 'close');
  asked = 0;
});

/** An issuer whose keys are at an address, and a clock that only tests move. */
async function remote(answer: RequestListener) {
  let time = instant;
  const now = () => time;
  server = createServer((request, response) => {
    asked += 1;
    answer(request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const issuer = await createIssuer('XAA', { now });
  const keys = { kind: 'url', url: `http://127.0.0.1:${port}/jwks` } as const;
  const state = stateOf([{ ...issuer, trusted: { ...issuer.trusted, keys } }]);
  const source = createKeySource(now);
  return {
    issuer,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    /** The code of a refusal, or `verified`. */
    verify: async (token: string) => {
      const keysNow = source.follow(state.trust);
      const result = await verifyToken(token, { ...state, keys: keysNow, audience, now });
      return result.kind === 'verified' ? 'verified' : result.code;
    },
  };
}

const serve =
  (of: () => readonly TestIssuer[]): RequestListener =>
  (_request, response) =>
    response.end(JSON.stringify({ keys: of().map(({ publicJwk }) => publicJwk) }));

describe("an issuer's keys at an address", () => {
  it('are fetched once, and again when they are ten minutes old', async () => {
    let keys: readonly TestIssuer[] = [];
    const { issuer, verify, pass } = await remote(serve(() => keys));
    keys = [issuer];
    for (let n = 0; n < 5; n++) expect(await verify(await issuer.token())).toBe('verified');
    expect(asked).toBe(1);
    pass(11 * minute);
    expect(await verify(await issuer.token())).toBe('verified');
    await until(() => asked === 2);
  });

  it('are fetched for a key that is new, not more than once in ten seconds', async () => {
    let keys: readonly TestIssuer[] = [];
    const { issuer, verify, pass } = await remote(serve(() => keys));
    keys = [issuer];
    expect(await verify(await issuer.token())).toBe('verified');
    const next = await createIssuer('XAA', { now: () => instant + minute });
    const rotated = { ...next, publicJwk: { ...next.publicJwk, kid: 'next' } };
    const token = await next.token({}, { kid: 'next' });
    for (let n = 0; n < 5; n++) expect(await verify(token)).toBe('UNAUTHENTICATED');
    expect(asked).toBe(1);
    keys = [rotated];
    pass(minute);
    expect(await verify(token)).toBe('verified');
    expect(asked).toBe(2);
  });

  it('stay while the issuer cannot be reached, for a day at most', async () => {
    let up = true;
    let keys: readonly TestIssuer[] = [];
    const answer = serve(() => keys);
    const { issuer, verify, pass } = await remote((request, response) => {
      if (up) answer(request, response);
      else response.writeHead(503).end();
    });
    keys = [issuer];
    expect(await verify(await issuer.token())).toBe('verified');
    up = false;
    pass(23 * 60 * minute);
    expect(await verify(await issuer.token())).toBe('verified');
    pass(2 * 60 * minute);
    expect(await verify(await issuer.token())).toBe('ISSUER_UNAVAILABLE');
    up = true;
    pass(minute);
    expect(await verify(await issuer.token())).toBe('verified');
  });

  it.each<[string, RequestListener]>([
    ['nothing', (_request, response) => void response.destroy()],
    ['an error', (_request, response) => void response.writeHead(500).end()],
    ['no keys', (_request, response) => void response.end('{"keys":"all"}')],
    ['more than 64 keys', (_request, response) => void response.end(manyKeys)],
    ['no JSON', (_request, response) => void response.end('<html>')],
    [
      'too much',
      (_request, response) => void response.end(`{"keys":[],"x":"${'x'.repeat(300_000)}"}`),
    ],
  ])('never open the door while it answers %s', async (_name, answer) => {
    const { issuer, verify } = await remote(answer);
    expect(await verify(await issuer.token())).toBe('ISSUER_UNAVAILABLE');
  });

  it('are not looked for anywhere else, wherever the address leads', async () => {
    let keys: readonly TestIssuer[] = [];
    const answer = serve(() => keys);
    const { issuer, verify } = await remote((request, response) => {
      if (request.url === '/other') answer(request, response);
      else response.writeHead(302, { location: '/other' }).end();
    });
    keys = [issuer];
    expect(await verify(await issuer.token())).toBe('ISSUER_UNAVAILABLE');
  });
});
