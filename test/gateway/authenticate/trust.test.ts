import { beforeAll, describe, expect, it } from '@jest/globals';
import { createKeySource } from '../../../gateway/authenticate/key-source.ts';
import { createSignIn, type SignIn } from '../../../gateway/authenticate/sign-in.ts';
import { audience, createIssuer, stateOf, type TestIssuer } from '../../support/issuers.ts';

const codes = Array.from({ length: 24 }, (_, n) => `XA${String.fromCharCode(65 + n)}`);
let issuers: readonly TestIssuer[];
let signIn: SignIn;

beforeAll(async () => {
  const algorithms = ['EdDSA', 'ES256', 'RS256', 'PS256'];
  issuers = await Promise.all(
    codes.map((code, n) => createIssuer(code, { alg: algorithms[n % 4] ?? 'EdDSA' })),
  );
  const state = stateOf(issuers);
  signIn = createSignIn({ state, keys: createKeySource(), audience, policyVersion: () => 1 });
}, 60_000);

const outcome = async (token: string) => {
  const result = await signIn({ authorization: `Bearer ${token}`, purpose: 'COORDINATION' });
  return result.kind === 'refused' ? result.code : result.principal.partner;
};

describe('24 issuers with keys of their own', () => {
  it('each make principals of their own partner', async () => {
    for (const [n, issuer] of issuers.entries()) {
      expect(await outcome(await issuer.token())).toBe(codes[n]);
    }
  });

  it("never make a principal of another's, whatever a token claims", async () => {
    for (const signer of issuers) {
      for (const other of issuers) {
        if (other === signer) continue;
        const { issuer: iss, partner } = other.trusted;
        const kid = other.publicJwk.kid ?? '';
        const forged = [
          await signer.token({ partner }),
          await signer.token({ iss }),
          await signer.token({ iss, partner }),
          await signer.token({ iss, partner }, { kid }),
        ];
        for (const token of forged) expect(await outcome(token)).toBe('UNAUTHENTICATED');
      }
    }
  }, 60_000);
});
