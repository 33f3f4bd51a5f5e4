import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import type { HubState, IssuerKeys, TrustedIssuer } from '../../schema/hub-state.ts';

/** An issuer of a test, with real keys. */
export interface TestIssuer {
  readonly trusted: TrustedIssuer;
  readonly publicJwk: JWK;
  readonly privateKey: CryptoKey;
  /** A good token of the issuer's partner, with these claims in place of its own. */
  readonly token: (claims?: Readonly<Record<string, unknown>>, header?: object) => Promise<string>;
}

export const audience = 'entente';
/** Milliseconds: the present of tests with a clock of their own. */
export const instant = Date.parse('2026-11-22T12:00:00Z');

export async function createIssuer(
  partner: string,
  { alg = 'EdDSA', clearances = [] as readonly string[], now = () => Date.now() } = {},
): Promise<TestIssuer> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const kid = `${partner}-key`;
  const publicJwk: JWK = { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' };
  const issuer = `https://login.${partner.toLowerCase()}.example`;
  const keys: IssuerKeys = { kind: 'set', jwks: { keys: [publicJwk] } };
  return {
    trusted: { issuer, partner, keys, clearances },
    publicJwk,
    privateKey,
    token: (claims = {}, header = {}) => {
      const iat = Math.floor(now() / 1000);
      const own = { iss: issuer, sub: 'ada', aud: audience, iat, exp: iat + 600, partner };
      const purposes = ['COORDINATION', 'REPORTING'];
      return new SignJWT({ ...own, roles: ['reader'], purposes, ...claims })
        .setProtectedHeader({ alg, kid, typ: 'JWT', ...header })
        .sign(privateKey);
    },
  };
}

/** A state in which these issuers are trusted, and their partners active. */
export function stateOf(issuers: readonly TestIssuer[], changes: Partial<HubState> = {}): HubState {
  const partners = issuers.map(({ trusted }) => [trusted.partner, 'ACTIVE'] as const);
  return {
    version: 1,
    supergraphSdl: '',
    providers: [],
    trust: issuers.map(({ trusted }) => trusted),
    groups: {},
    agreements: [],
    partnerStatus: { HUB: 'ACTIVE', ...Object.fromEntries(partners) },
    policyVersion: 1,
    ...changes,
  };
}
