import type { Visibility } from '@entente/kit';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';

/** A hub's signing key, for tests that ask a subgraph as a gateway would. */
export interface TestSigner {
  readonly jwk: JWK;
  /** An assertion as the gateway makes it; what is in `more` takes the place of what it would say. */
  readonly sign: (visibility: Visibility, provider: string, more?: Claims) => Promise<string>;
}

export interface Claims {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly payload?: Readonly<Record<string, unknown>>;
}

export async function testSigner(kid = 'k1'): Promise<TestSigner> {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA', { extractable: true });
  return {
    jwk: { ...(await exportJWK(publicKey)), kid, alg: 'EdDSA' },
    sign: (visibility, provider, { header = {}, payload = {} } = {}) => {
      const now = Math.floor(Date.now() / 1_000);
      const { agreements, subject, ...rest } = visibility;
      const claims = {
        ...{ iss: 'entente', aud: provider, iat: now, exp: now + 60, visibility: rest, agreements },
        ...(subject === null ? {} : { sub: subject }),
        ...payload,
      };
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'entente-assertion+jwt', ...header })
        .sign(privateKey);
    },
  };
}
