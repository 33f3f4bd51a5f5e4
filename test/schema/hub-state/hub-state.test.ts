import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CompactSign, generateKeyPair, SignJWT } from 'jose';
import { canonicalJson } from '../../../schema/hub-state/canonical-json.ts';
import { nextHubState } from '../../../schema/hub-state/next-hub-state.ts';
import { sign, verify } from '../../../schema/hub-state/signed-state.ts';
import { stateOf } from '../../support/issuers.ts';

const { version: _version, policyVersion: _policy, ...content } = stateOf([]);

describe("the hub's next state", () => {
  const first = nextHubState(content, undefined);

  it('is the same one where nothing changed', () => {
    expect(first).toMatchObject({ version: 1, policyVersion: 1 });
    expect(nextHubState({ ...content }, first)).toBe(first);
  });

  it('has a higher version where the graph changed', () => {
    const providers = [{ id: 'a', subgraph: 'a', partner: 'HUB', url: 'http://a/' }];
    const second = nextHubState({ ...content, providers }, first);
    const moved = [{ id: 'a', subgraph: 'a', partner: 'HUB', url: 'http://b/' }];
    expect(nextHubState({ ...content, providers: moved }, second)).toMatchObject({
      version: 3,
      policyVersion: second.policyVersion,
    });
    expect(nextHubState({ ...content, supergraphSdl: 'a' }, first)).toMatchObject({
      version: 2,
      policyVersion: 1,
    });
  });

  it.each([
    ['groups', { HEALTH: ['XAA'] }],
    ['partnerStatus', { XAA: 'SUSPENDED' }],
    ['agreements', [{ id: 'A', parties: [], types: null, purposes: [], from: '', to: null }]],
    ['trust', [{ issuer: 'a', partner: 'XAA', keys: { kind: 'url', url: 'a' }, clearances: [] }]],
    ['providers', [{ id: 'a', subgraph: 'a', partner: 'XAA', url: 'http://a/' }]],
  ])('has a higher policy version where %s changed', (name, value) => {
    expect(nextHubState({ ...content, [name]: value }, first)).toMatchObject({
      version: 2,
      policyVersion: 2,
    });
  });
});

describe('a signed state', () => {
  const state = stateOf([]);

  it('is verified by the key that signed it, and by no other', async () => {
    const [own, other] = [await generateKeyPair('EdDSA'), await generateKeyPair('EdDSA')];
    const signed = await sign(state, own.privateKey, 'k');
    expect(await verify(signed, own.publicKey)).toEqual({ kind: 'verified', state });
    expect(await verify(signed, other.publicKey)).toMatchObject({ kind: 'refused' });
    expect(await sign({ ...state }, own.privateKey, 'k')).toBe(signed);
  });

  it('is not what else the key signs, and not what was changed', async () => {
    const { privateKey, publicKey } = await generateKeyPair('EdDSA');
    const [header, , signature] = (await sign(state, privateKey, 'k')).split('.');
    const body = Buffer.from(JSON.stringify({ ...state, version: 9 })).toString('base64url');
    const token = new SignJWT({ ...state }).setProtectedHeader({ alg: 'EdDSA', typ: 'JWT' });
    const text = new CompactSign(Buffer.from('{}')).setProtectedHeader({
      alg: 'EdDSA',
      typ: 'entente-hub-state',
    });
    const others = [
      `${header}.${body}.${signature}`,
      await token.sign(privateKey),
      await text.sign(privateKey),
      'state',
    ];
    for (const one of others) {
      expect(await verify(one, publicKey)).toMatchObject({ kind: 'refused' });
    }
  });

  it('is written alike for equal values, and reads back as it was', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const shuffled = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(shuffled)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
