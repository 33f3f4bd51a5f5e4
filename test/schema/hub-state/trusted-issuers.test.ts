import { describe, expect, it } from '@jest/globals';
import { resolveTrust, writeOwnIssuers } from '../../../schema/hub-state/trusted-issuers.ts';
import type { TrustedIssuer } from '../../../schema/hub-state.ts';

const key = (x: string) => ({ kty: 'OKP', crv: 'Ed25519', x }) as const;
const entry = (issuer: string, path: string) => ({
  issuer,
  partner: issuer.toUpperCase(),
  keys: { kind: 'file', path } as const,
  clearances: [],
  line: 7,
});
const own = (issuer: string, x: string): TrustedIssuer => ({
  issuer,
  partner: 'XAA',
  keys: { kind: 'set', jwks: { keys: [key(x)] } },
  clearances: null,
});
const files: Readonly<Record<string, string>> = {
  '/hub/a.json': JSON.stringify({ keys: [key('a')] }),
  '/hub/b.json': JSON.stringify({ keys: [key('b')] }),
  '/hub/private.json': JSON.stringify({ keys: [{ ...key('c'), d: 'secret' }] }),
  '/hub/secret.json': JSON.stringify({ keys: [{ kty: 'oct', k: 'secret' }] }),
  '/hub/text.json': 'keys',
  '/data/own.json': writeOwnIssuers([own('urn:entente:development:XAA', 'd')]),
  '/data/foreign.json': writeOwnIssuers([own('https://evil.example', 'e')]),
  '/data/half.json': '{"issuers":[{"issuer":"urn:ent',
};
const resolve = (entries: ReturnType<typeof entry>[], ownIssuers: readonly string[] = []) =>
  resolveTrust('/hub/hub.yaml', entries, ownIssuers, (path) => files[path]);

describe('the trust list', () => {
  it('has the keys of files, and all files to watch', () => {
    const { trust, findings, files: read } = resolve([entry('a', 'a.json')], ['/data/own.json']);
    expect(findings).toEqual([]);
    expect(trust.map(({ issuer, keys }) => [issuer, keys])).toEqual([
      ['a', { kind: 'set', jwks: { keys: [key('a')] } }],
      ['urn:entente:development:XAA', { kind: 'set', jwks: { keys: [key('d')] } }],
    ]);
    expect(read).toEqual(['/hub/a.json', '/data/own.json']);
  });

  it.each([
    ['missing.json', /cannot be read/],
    ['text.json', /no JSON Web Key Set/],
    ['private.json', /holds a private key/],
    ['secret.json', /holds a private key/],
  ])('is refused with %s', (path, message) => {
    const { findings } = resolve([entry('a', path)]);
    expect(findings).toMatchObject([{ line: 7, message: expect.stringMatching(message) }]);
  });

  it('is refused where two issuers have a key in common', () => {
    const { findings } = resolve([entry('a', 'a.json'), entry('b', 'a.json')]);
    expect(findings).toMatchObject([{ message: 'a and b have the same key.' }]);
    expect(resolve([entry('a', 'a.json'), entry('b', 'b.json')]).findings).toEqual([]);
  });

  it("takes from the hub's own files its own issuers alone", () => {
    const paths = ['/data/foreign.json', '/data/half.json', '/data/none.json'];
    expect(resolve([], paths)).toMatchObject({ trust: [], findings: [], files: paths });
  });
});
