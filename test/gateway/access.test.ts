import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { type FixtureSubgraph, startFixtureSubgraph } from '../support/fixture-subgraph.ts';
import { createIssuer, type TestIssuer } from '../support/issuers.ts';
import { readMetrics } from '../support/read-metrics.ts';
import { type SignedInGateway, startSignedInGateway } from '../support/signed-in-gateway.ts';
import { until } from '../support/test-gateway.ts';

const sdl = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.11", import: ["@key"])
type Query { greeting: String }
type Mutation { greet: String release: String @changesRelease }
`;
let greetings: FixtureSubgraph;
let closed: FixtureSubgraph;
let gateway: SignedInGateway;
let xaa: TestIssuer;
let xab: TestIssuer;
const assertions: (string | undefined)[] = [];
let waiting: (() => void)[] | undefined;
let released: string | null = 'done';

beforeAll(async () => {
  [xaa, xab] = await Promise.all([createIssuer('XAA'), createIssuer('XAB')]);
  greetings = await startFixtureSubgraph({
    sdl,
    root: { greeting: 'hello', greet: 'done', release: () => released },
    refuse: async (headers) => {
      const assertion = headers['x-entente-assertion'];
      assertions.push(typeof assertion === 'string' ? assertion : undefined);
      if (waiting !== undefined) await new Promise<void>((resolve) => waiting?.push(resolve));
      return undefined;
    },
  });
  const closedSdl = 'type Query { secret: String }\n';
  closed = await startFixtureSubgraph({ sdl: closedSdl, refuse: async () => 401 });
  gateway = await startSignedInGateway({
    entries: [
      { name: 'greetings', url: greetings.url, sdl },
      { name: 'closed', url: closed.url, sdl: closedSdl },
    ],
    issuers: [xaa, xab],
    corsOrigins: ['https://map.example'],
  });
  await until(async () => (await fetch(`${gateway.origin}/health/ready`)).status === 200);
});
afterAll(async () => {
  await gateway.close();
  await Promise.all([greetings.close(), closed.close()]);
});
beforeEach(() => {
  assertions.length = 0;
  released = 'done';
});

const purpose = (name: string) => ({ 'x-hub-purpose': name });
const signedIn = async (issuer = xaa, claims = {}) => ({
  token: await issuer.token(claims),
  headers: purpose('COORDINATION'),
});

describe('an answer', () => {
  it('says for whom and for what it is', async () => {
    expect(await gateway.ask('{ greeting }', await signedIn())).toMatchObject({
      status: 200,
      data: { greeting: 'hello' },
      extensions: { visibility: { partner: 'XAA', purpose: 'COORDINATION' } },
    });
    const everyone = { visibility: { partner: 'PUBLIC', purpose: 'PUBLIC_INFO' } };
    expect((await gateway.ask('{ greeting }')).extensions).toEqual(everyone);
    for (const wrong of ['{ nothing }', '{', '{ secret }']) {
      expect((await gateway.ask(wrong)).extensions).toEqual(everyone);
    }
  });

  it('is the same text for all who share it', async () => {
    const [one, two] = [await signedIn(), await signedIn(xaa, { sub: 'bob' })];
    const answers = await Promise.all(
      [one, two, one].map((sender) => gateway.ask('{ greeting }', sender)),
    );
    for (const { extensions } of answers) {
      expect(extensions).toEqual({ visibility: { partner: 'XAA', purpose: 'COORDINATION' } });
    }
  });
});

describe('what sign-in keeps', () => {
  it('is counted, and has limits', async () => {
    const before = await readMetrics(gateway.origin);
    const sender = await signedIn(xaa, { sub: 'carol', roles: ['auditor'] });
    for (let i = 0; i < 3; i += 1) await gateway.ask('{ greeting }', sender);
    const after = await readMetrics(gateway.origin);
    for (const cache of ['tokens', 'visibility classes', 'assertions']) {
      const entries = `entente_cache_entries{cache="${cache}"}`;
      expect([cache, (after.get(entries) ?? 0) - (before.get(entries) ?? 0)]).toEqual([cache, 1]);
      expect(after.get(`entente_cache_limit_entries{cache="${cache}"}`)).toBe(10_000);
    }
  });
});

describe('a request is refused as a whole', () => {
  it('with an invalid token: it is never taken for none', async () => {
    const stranger = await createIssuer('XAA');
    const answer = await gateway.ask('{ greeting }', { token: await stranger.token() });
    expect(answer).toMatchObject({
      status: 401,
      errors: [{ extensions: { code: 'UNAUTHENTICATED', requestId: expect.any(String) } }],
    });
    expect(answer.data).toBeUndefined();
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="entente", error="invalid_token", error_description="The signature is wrong."',
    );
    expect(assertions).toEqual([]);
  });

  it('without a purpose, or with one that the token does not allow', async () => {
    const token = await xaa.token();
    const missing = await gateway.ask('{ greeting }', { token });
    expect(missing).toMatchObject({
      status: 400,
      errors: [
        {
          message: expect.stringContaining('COORDINATION, REPORTING'),
          extensions: { code: 'PURPOSE_REQUIRED' },
        },
      ],
    });
    const other = await gateway.ask('{ greeting }', { token, headers: purpose('PLANNING') });
    expect(other).toMatchObject({
      status: 403,
      errors: [{ extensions: { code: 'PURPOSE_NOT_ALLOWED' } }],
    });
  });

  it('also where it comes by GET', async () => {
    const url = `${gateway.endpoint}?query=%7Bgreeting%7D`;
    const headers = { authorization: 'Bearer x', 'apollo-require-preflight': 'true' };
    expect((await fetch(url, { headers })).status).toBe(401);
  });
});

it('takes tokens from the header alone', async () => {
  const token = await xaa.token({ purpose: 'COORDINATION' });
  const body = JSON.stringify({ query: '{ greeting }' });
  const response = await fetch(`${gateway.endpoint}?access_token=${token}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: `access_token=${token}; token=${token}`,
    },
    body,
  });
  expect(await response.json()).toMatchObject({
    extensions: { visibility: { partner: 'PUBLIC' } },
  });
});

it('lets pages of the configured origins send a token and a purpose, and no others', async () => {
  const preflight = (origin: string) =>
    fetch(gateway.endpoint, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-hub-purpose,x-other',
      },
    });
  const allowed = (await preflight('https://map.example')).headers;
  expect(allowed.get('access-control-allow-origin')).toBe('https://map.example');
  expect(allowed.get('access-control-allow-headers')).toContain('authorization');
  expect(allowed.get('access-control-allow-headers')).toContain('x-hub-purpose');
  expect(allowed.get('access-control-allow-headers')).not.toContain('x-other');
  expect(allowed.get('access-control-allow-credentials')).toBeNull();
  const refused = (await preflight('https://evil.example')).headers;
  expect(refused.get('access-control-allow-origin')).not.toBe('https://evil.example');
});

describe('what a subgraph gets', () => {
  it('is an assertion for it alone, by the keys that the gateway shows', async () => {
    await gateway.ask('{ greeting }', await signedIn());
    const keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', gateway.origin));
    const { payload } = await jwtVerify(assertions[0] ?? '', keys, {
      audience: 'greetings',
      typ: 'entente-assertion+jwt',
    });
    expect(payload).toMatchObject({
      visibility: { partner: 'XAA', roles: ['reader'], purpose: 'COORDINATION' },
    });
    expect(payload.sub).toBeUndefined();
  });

  it('is the same one for the same class, and the person for a mutation alone', async () => {
    const sender = await signedIn();
    await gateway.ask('{ greeting }', sender);
    await gateway.ask('{ again: greeting }', await signedIn(xaa, { sub: 'bob' }));
    expect(assertions[1]).toBe(assertions[0]);
    await gateway.ask('mutation { greet }', sender);
    expect(decodeJwt(assertions[2] ?? '').sub).toBe('ada');
  });

  it('is refused by it, the client learns nothing of it', async () => {
    const { data, errors } = await gateway.ask('{ secret }', await signedIn());
    expect(data).toEqual({ secret: null });
    expect(errors).toMatchObject([
      {
        message: 'Something went wrong on our side.',
        extensions: { code: 'INTERNAL_SERVER_ERROR' },
      },
    ]);
  });
});

describe('queries in flight', () => {
  const together = async (...senders: readonly object[]): Promise<number> => {
    waiting = [];
    const answers = senders.map((sender) => gateway.ask('{ greeting }', sender));
    await until(() => (waiting?.length ?? 0) > 0);
    // All have come in by the time that one more has been answered without the subgraph.
    await gateway.ask('{ __typename }', senders.at(-1));
    const held = waiting;
    waiting = undefined;
    for (const release of held) release();
    await Promise.all(answers);
    return assertions.length;
  };

  it('are one for those who may see the same', async () => {
    expect(await together(await signedIn(), await signedIn(xaa, { sub: 'bob' }))).toBe(1);
  });

  it('are never one for those who may not', async () => {
    const reporting = { token: await xaa.token(), headers: purpose('REPORTING') };
    expect(await together(await signedIn(), await signedIn(xab), reporting)).toBe(3);
  });
});

describe('the policy version', () => {
  const versionNow = async () => {
    assertions.length = 0;
    await gateway.ask('{ greeting }', await signedIn());
    const { visibility } = decodeJwt<{ visibility: { policyVersion: number } }>(
      assertions[0] ?? '',
    );
    return visibility.policyVersion;
  };

  it('is raised by a mutation that changes releases, for the very next request', async () => {
    const before = await versionNow();
    await gateway.ask('mutation { greet }', await signedIn());
    expect(await versionNow()).toBe(before);
    await gateway.ask('mutation { ...on Mutation { it: release } }', await signedIn());
    expect(await versionNow()).toBe(before + 1);
  });

  it('is not raised by one that the owner refused', async () => {
    const before = await versionNow();
    released = null;
    await gateway.ask('mutation { release }', await signedIn());
    expect(await versionNow()).toBe(before);
  });
});

it('knows a partner no longer from the moment on that hub.yaml suspends it', async () => {
  const sender = await signedIn(xab);
  expect((await gateway.ask('{ greeting }', sender)).status).toBe(200);
  await gateway.change({ partners: { XAA: 'ACTIVE', XAB: 'SUSPENDED' } });
  await until(async () => (await gateway.ask('{ greeting }', sender)).status !== 200);
  expect(await gateway.ask('{ greeting }', sender)).toMatchObject({
    status: 403,
    errors: [{ extensions: { code: 'PARTNER_NOT_ACTIVE' } }],
  });
  expect((await gateway.ask('{ greeting }', await signedIn())).status).toBe(200);
});
