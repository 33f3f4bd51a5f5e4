import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  assertionTimes,
  createAssertionVerifier,
  hubKeys,
  keyTimes,
  maxVerified,
  type RunningSubgraph,
  serveSubgraph,
} from '@entente/kit';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT } from 'jose';
import { type Claims, type TestSigner, testSigner } from '../../support/assertions.ts';
import { createTestDatabase, type TestDatabase } from '../../support/database.ts';
import { depots } from '../../support/depots.ts';
import { visibilityOf } from '../../support/subgraph.ts';

const who = visibilityOf('XAB');
const now = () => Math.floor(Date.now() / 1_000);
const providers = ['depots', 'north', 'south'] as const;

let hub: TestSigner;
let folder: string;
let keys: string;
let database: TestDatabase;
let running: readonly RunningSubgraph[];

beforeAll(async () => {
  hub = await testSigner();
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
  keys = join(folder, 'hub.jwks.json');
  await writeFile(keys, JSON.stringify({ keys: [hub.jwk] }));
  database = await createTestDatabase();
  const options = {
    databaseUrl: database.url,
    mode: 'exercise',
    host: '127.0.0.1',
    port: 0,
  } as const;
  running = await Promise.all(
    providers.map((provider) =>
      serveSubgraph(depots, { ...options, access: { kind: 'assertions', keys, provider } }),
    ),
  );
});
afterAll(async () => {
  await Promise.all(running.map(({ stop }) => stop()));
  await database.drop();
  await rm(folder, { recursive: true });
});

const ask = async (
  n: number,
  assertion?: string,
  query = '{ depots(first: 0) { totalCount } }',
) => {
  const response = await fetch(running[n]?.url ?? '', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(assertion === undefined ? {} : { 'x-entente-assertion': assertion }),
    },
    body: JSON.stringify({ query }),
  });
  return { status: response.status, body: await response.json() };
};
const refusal = {
  status: 401,
  body: { errors: [{ message: expect.any(String), extensions: { code: 'UNAUTHENTICATED' } }] },
};

describe('a subgraph', () => {
  it('answers what is asked with an assertion for it', async () => {
    expect(await ask(0, await hub.sign(who, 'depots'))).toEqual({
      status: 200,
      body: { data: { depots: { totalCount: 0 } } },
    });
  });

  it('answers nothing without one: neither data nor its schema', async () => {
    for (const query of ['{ depots { totalCount } }', '{ _service { sdl } }', '{ __typename }']) {
      expect(await ask(0, undefined, query)).toEqual(refusal);
    }
    const get = await fetch(`${running[0]?.url}?query={__typename}`);
    expect(get.status).toBe(401);
  });

  it('says without one whether it is there', async () => {
    const origin = new URL(running[0]?.url ?? '').origin;
    for (const path of ['/health/live', '/health/ready']) {
      expect((await fetch(origin + path)).status).toBe(200);
    }
    expect((await fetch(`${origin}/elsewhere`)).status).toBe(401);
  });

  it("answers none of the others' assertions, so that what one receives opens no other", async () => {
    for (const [from, provider] of providers.entries()) {
      const assertion = await hub.sign(who, provider);
      for (const to of providers.keys()) {
        const { status } = await ask(to, assertion);
        expect([provider, providers[to], status]).toEqual([
          provider,
          providers[to],
          from === to ? 200 : 401,
        ]);
      }
    }
  });

  it.each<readonly [string, Claims]>([
    ['that has ended', { payload: { iat: now() - 70, exp: now() - 10 } }],
    ['that lives too long', { payload: { exp: now() + assertionTimes.life + 30 } }],
    ['that never ends', { payload: { exp: undefined } }],
    ['of the future', { payload: { iat: now() + 30, exp: now() + 60 } }],
    ['of another issuer', { payload: { iss: 'other' } }],
    ['for several providers', { payload: { aud: ['depots', 'north'] } }],
    ['of another kind', { header: { typ: 'JWT' } }],
    ['of an unknown key', { header: { kid: 'k2' } }],
    ['without visibility', { payload: { visibility: undefined } }],
    ['without a partner', { payload: { visibility: { ...who, partner: '' } } }],
    ['for a purpose that is none', { payload: { visibility: { ...who, purpose: 'TARGETING' } } }],
    ['without agreements', { payload: { agreements: undefined } }],
    ['with an agreement that is none', { payload: { agreements: [{ id: 'A' }] } }],
  ])('refuses an assertion %s', async (_name, claims) => {
    expect(await ask(0, await hub.sign(who, 'depots', claims))).toEqual(refusal);
  });

  it('refuses an assertion that was altered, or signed by another key of the same name', async () => {
    const other = await testSigner();
    const [head = '', payload = '', signature = ''] = (await hub.sign(who, 'depots')).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
    claims.visibility.partner = 'XAA';
    const altered = Buffer.from(JSON.stringify(claims)).toString('base64url');
    const none = Buffer.from('{"alg":"none","typ":"entente-assertion+jwt"}').toString('base64url');
    for (const assertion of [
      await other.sign(who, 'depots'),
      `${head}.${altered}.${signature}`,
      `${none}.${payload}.`,
      'nonsense',
      '',
    ]) {
      expect(await ask(0, assertion)).toEqual(refusal);
    }
  });

  it('refuses a signature made with its public key as a shared secret', async () => {
    const secret = Buffer.from(String(hub.jwk.x), 'base64url');
    const claims = { visibility: who, agreements: [] };
    const assertion = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'k1', typ: 'entente-assertion+jwt' })
      .setIssuer('entente')
      .setAudience('depots')
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(secret);
    expect(await ask(0, assertion)).toEqual(refusal);
  });
});

describe('a verified assertion', () => {
  it('is verified once, and holds no longer than it says', async () => {
    let asked = 0;
    let time = Date.now();
    const known = hubKeys(keys);
    const verify = createAssertionVerifier({
      keys: (header, token) => {
        asked += 1;
        return known(header, token);
      },
      provider: 'depots',
      now: () => time,
    });
    const assertion = await hub.sign(who, 'depots');
    const first = await verify(assertion);
    expect(first).toEqual(who);
    expect(await verify(assertion)).toBe(first);
    expect(asked).toBe(1);
    time += (assertionTimes.life + assertionTimes.skew + 1) * 1_000;
    expect(await verify(assertion)).toBeNull();
  });

  it('is forgotten when too many others have come', async () => {
    let asked = 0;
    const known = hubKeys(keys);
    const verify = createAssertionVerifier({
      keys: (header, token) => {
        asked += 1;
        return known(header, token);
      },
      provider: 'depots',
    });
    const first = await hub.sign(who, 'depots');
    await verify(first);
    for (let n = 0; n < maxVerified; n++) {
      await verify(await hub.sign({ ...who, policyVersion: n + 2 }, 'depots'));
    }
    await verify(first);
    expect(asked).toBe(maxVerified + 2);
  });
});

describe("the hub's keys", () => {
  it('are read again for a key that is not known, and not at every such request', async () => {
    const file = join(folder, 'rotated.json');
    await writeFile(file, JSON.stringify({ keys: [hub.jwk] }));
    let time = 1_000_000;
    const verify = createAssertionVerifier({ keys: hubKeys(file, () => time), provider: 'depots' });
    const next = await testSigner('k2');
    expect(await verify(await hub.sign(who, 'depots'))).toEqual(who);
    await writeFile(file, JSON.stringify({ keys: [next.jwk] }));
    expect(await verify(await next.sign(who, 'depots'))).toBeNull();
    time += keyTimes.cooldown;
    expect(await verify(await next.sign(who, 'depots'))).toEqual(who);
    expect(await verify(await hub.sign(visibilityOf('XAC'), 'depots'))).toBeNull();
  });

  it('are waited for by all who come while they are read', async () => {
    const file = join(folder, 'rushed.json');
    await writeFile(file, JSON.stringify({ keys: [hub.jwk] }));
    let time = 1_000_000;
    const verify = createAssertionVerifier({ keys: hubKeys(file, () => time), provider: 'depots' });
    const rush = async (signer: TestSigner) => {
      const callers = ['XAA', 'XAB', 'XAC', 'XAD'].map((partner) => visibilityOf(partner));
      const signed = await Promise.all(callers.map((one) => signer.sign(one, 'depots')));
      expect(await Promise.all(signed.map(verify))).toEqual(callers);
    };
    await rush(hub);
    const next = await testSigner('k2');
    await writeFile(file, JSON.stringify({ keys: [next.jwk] }));
    time += keyTimes.cooldown;
    await rush(next);
  });

  it('come from an address as well, and open no door while it does not answer', async () => {
    const served = createServer((_request, response) => {
      response.end(JSON.stringify({ keys: [hub.jwk] }));
    });
    await new Promise<void>((resolve) => void served.listen(0, '127.0.0.1', resolve));
    const address = served.address();
    const url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/jwks`;
    const verify = createAssertionVerifier({ keys: hubKeys(url), provider: 'depots' });
    expect(await verify(await hub.sign(who, 'depots'))).toEqual(who);
    await new Promise((resolve) => served.close(resolve));
    const cut = createAssertionVerifier({ keys: hubKeys(url), provider: 'depots' });
    expect(await cut(await hub.sign(who, 'depots'))).toBeNull();
    const missing = createAssertionVerifier({
      keys: hubKeys(join(folder, 'none')),
      provider: 'depots',
    });
    expect(await missing(await hub.sign(who, 'depots'))).toBeNull();
  });
});

it('a subgraph is open to all on a loopback address alone', async () => {
  const options = { databaseUrl: database.url, mode: 'exercise', port: 0 } as const;
  const open = { ...options, access: { kind: 'open' } } as const;
  await expect(serveSubgraph(depots, { ...open, host: '0.0.0.0' })).rejects.toThrow('open to all');
  const local = await serveSubgraph(depots, { ...open, host: '127.0.0.1' });
  await local.stop();
});
