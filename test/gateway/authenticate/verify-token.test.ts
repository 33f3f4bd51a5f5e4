import { createHmac, createPublicKey } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { base64url, SignJWT } from 'jose';
import { createKeySource } from '../../../gateway/authenticate/key-source.ts';
import { verifyToken } from '../../../gateway/authenticate/verify-token.ts';
import type { HubState } from '../../../schema/hub-state.ts';
import {
  audience,
  createIssuer,
  instant,
  stateOf,
  type TestIssuer,
} from '../../support/issuers.ts';

const now = () => instant;
const seconds = instant / 1000;
let issuer: TestIssuer;
let rsa: TestIssuer;
let hub: TestIssuer;

beforeAll(async () => {
  issuer = await createIssuer('XAA', { now, clearances: ['facility-points'] });
  rsa = await createIssuer('XAB', { now, alg: 'RS256' });
  hub = await createIssuer('HUB', { now });
});

const verify = (token: string, changes: Partial<HubState> = {}) => {
  const state = stateOf([issuer, rsa, hub], changes);
  const keys = createKeySource(now).follow(state.trust);
  return verifyToken(token, { ...state, keys, audience, now });
};
const refused = (reason: RegExp) => ({
  kind: 'refused',
  code: 'UNAUTHENTICATED',
  message: expect.stringMatching(reason),
  challenge: expect.stringMatching(/^Bearer realm="entente", error="invalid_token"/),
});

describe('a token', () => {
  it('proves partner, person, roles, clearances and purposes', async () => {
    const token = await issuer.token({
      roles: ['reader', 'analyst', 'staff of the field office'],
      clearances: ['facility-points', 'everything'],
      purposes: ['REPORTING', 'COORDINATION', 'GOSSIP'],
    });
    expect(await verify(token)).toEqual({
      kind: 'verified',
      partner: 'XAA',
      subject: 'ada',
      roles: ['analyst', 'reader'],
      clearances: ['facility-points'],
      purposes: { allowed: ['COORDINATION', 'REPORTING'], preset: null },
      until: instant + 630_000,
    });
  });

  it("makes an operator where it is of the hub's own issuer, and nowhere else", async () => {
    const roles = ['operator', 'reader'];
    expect(await verify(await hub.token({ roles }))).toMatchObject({ roles });
    expect(await verify(await issuer.token({ roles }))).toMatchObject({ roles: ['reader'] });
  });

  it('is taken with clocks half a minute apart, and no further', async () => {
    expect(await verify(await issuer.token({ exp: seconds - 29 }))).toMatchObject({
      kind: 'verified',
    });
    expect(await verify(await issuer.token({ exp: seconds - 31 }))).toEqual(refused(/expired/));
    expect(await verify(await issuer.token({ nbf: seconds + 29 }))).toMatchObject({
      kind: 'verified',
    });
    expect(await verify(await issuer.token({ nbf: seconds + 31 }))).toEqual(
      refused(/not valid yet/),
    );
    const early = { iat: seconds + 31, exp: seconds + 60 };
    expect(await verify(await issuer.token(early))).toEqual(refused(/future/));
  });

  it.each([
    ['no end', { exp: undefined }, /exp is missing/],
    ['no beginning', { iat: undefined }, /iat is missing/],
    ['nobody', { sub: '' }, /names nobody/],
    ['a name without end', { sub: 'a'.repeat(257) }, /names nobody/],
    ['no partner', { partner: undefined }, /partner is missing/],
    ['another audience', { aud: 'another-hub' }, /another audience/],
    ['a life of more than a day', { exp: instant / 1000 + 86_401 }, /longer than a day/],
    ['roles that are no list', { roles: 'operator' }, /short list/],
    ['roles without end', { roles: Array(65).fill('reader') }, /short list/],
    ['purposes that are no texts', { purposes: [1] }, /short list/],
    ['an unknown issuer', { iss: 'https://login.xaz.example' }, /no issuer/],
    ['no issuer', { iss: undefined }, /no issuer/],
    ['more than 8 KB', { padding: 'a'.repeat(8_192) }, /too long/],
  ])('with %s is refused', async (_name, claims, reason) => {
    expect(await verify(await issuer.token(claims))).toEqual(refused(reason));
  });

  it('of another kind is refused: an assertion or an identity', async () => {
    const assertion = await issuer.token({}, { typ: 'entente-assertion+jwt' });
    expect(await verify(assertion)).toEqual(refused(/not an access token/));
    expect(await verify(await issuer.token({}, { typ: 'at+jwt' }))).toMatchObject({
      kind: 'verified',
    });
  });

  it('without a signature is refused', async () => {
    const [, body] = (await issuer.token()).split('.');
    const header = base64url.encode(JSON.stringify({ alg: 'none', typ: 'JWT' }));
    for (const signature of ['', 'AAAA']) {
      expect(await verify(`${header}.${body}.${signature}`)).toMatchObject({
        code: 'UNAUTHENTICATED',
      });
    }
  });

  it('signed by HMAC with a public key as the secret is refused', async () => {
    const header = base64url.encode(JSON.stringify({ alg: 'HS256', typ: 'JWT', kid: 'XAB-key' }));
    const body = (await rsa.token()).split('.')[1];
    const key = createPublicKey({ key: { ...rsa.publicJwk }, format: 'jwk' });
    const pem = key.export({ type: 'spki', format: 'pem' });
    const mac = createHmac('sha256', pem).update(`${header}.${body}`).digest('base64url');
    expect(await verify(`${header}.${body}.${mac}`)).toEqual(refused(/algorithm is not allowed/));
  });

  it('that brings its own key is refused', async () => {
    const stranger = await createIssuer('XAA', { now });
    const { trusted, publicJwk, privateKey } = stranger;
    const token = await new SignJWT({
      partner: 'XAA',
      iss: trusted.issuer,
      sub: 'eve',
      aud: audience,
    })
      .setProtectedHeader({ alg: 'EdDSA', kid: 'XAA-key', jwk: publicJwk })
      .setIssuedAt(seconds)
      .setExpirationTime(seconds + 60)
      .sign(privateKey);
    expect(await verify(token)).toEqual(refused(/signature is wrong/));
  });

  it('that was changed on its way is refused', async () => {
    const [header, , signature] = (await issuer.token()).split('.');
    const claims = { iss: issuer.trusted.issuer, sub: 'ada', aud: audience, partner: 'XAA' };
    const body = base64url.encode(JSON.stringify({ ...claims, iat: seconds, exp: seconds + 60 }));
    expect(await verify(`${header}.${body}.${signature}`)).toEqual(refused(/signature is wrong/));
    expect(await verify('no.token')).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  it.each(['SUSPENDED', 'WITHDRAWN', undefined] as const)(
    'of a partner that is %s is refused',
    async (status) => {
      const partnerStatus = status === undefined ? {} : { XAA: status };
      expect(await verify(await issuer.token(), { partnerStatus })).toMatchObject({
        kind: 'refused',
        code: 'PARTNER_NOT_ACTIVE',
      });
    },
  );
});
