import { decodeJwt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type HubState, type Purpose, purposes } from '../../schema/hub-state.ts';
import type { PurposeClaims } from './choose-purpose.ts';
import { type Refusal, refusal, tokenRefusal } from './refusal.ts';
import { KeysUnavailable } from './remote-keys.ts';
import { knownRoles } from './roles.ts';

/** No `none`, and no HMAC: with one, who knows a public key could sign. */
const algorithms = ['EdDSA', 'Ed25519', 'ES256', 'ES384', 'RS256', 'RS384', 'PS256', 'PS384'];
/** Characters of a token. */
const maxLength = 8_192;
/** Seconds by which clocks may differ, and that a token may live. */
const skew = 30;
export const maxLifetime = 24 * 60 * 60;
/** Members of a list in a token, and characters of a text in it. */
const maxMembers = 64;
const maxText = 256;
/** Tokens for somebody else's purposes carry other types: an assertion is no access token. */
const types: readonly unknown[] = [undefined, 'jwt', 'at+jwt'];

/** What a token proves. */
export interface VerifiedToken {
  readonly kind: 'verified';
  readonly partner: string;
  readonly subject: string;
  readonly roles: readonly string[];
  readonly clearances: readonly string[];
  readonly purposes: PurposeClaims;
  /** Milliseconds: from here on it proves nothing. */
  readonly until: number;
}

export interface VerifyOptions extends Pick<HubState, 'trust' | 'partnerStatus'> {
  readonly keys: ReadonlyMap<string, JWTVerifyGetKey>;
  /** What `aud` must name. */
  readonly audience: string;
  readonly now: () => number;
}

/**
 * A token proves something only if its key belongs to the issuer that it names, and that issuer to
 * the partner that it claims (RFC 7519; algorithms and checks after RFC 8725).
 */
export async function verifyToken(
  token: string,
  { trust, partnerStatus, keys, audience, now }: VerifyOptions,
): Promise<VerifiedToken | Refusal> {
  if (token.length > maxLength) return tokenRefusal('The token is too long.');
  const named = issuerOf(token);
  const trusted = trust.find(({ issuer }) => issuer === named);
  const getKey = keys.get(trusted?.issuer ?? '');
  if (trusted === undefined || getKey === undefined) {
    return tokenRefusal('The token is of no issuer that this hub trusts.');
  }
  let claims: JWTPayload;
  try {
    const { payload, protectedHeader } = await jwtVerify(token, getKey, {
      algorithms,
      issuer: trusted.issuer,
      audience,
      clockTolerance: skew,
      requiredClaims: ['exp', 'iat', 'sub', 'partner'],
      currentDate: new Date(now()),
    });
    const type = protectedHeader.typ?.toLowerCase().replace(/^application\//, '');
    if (!types.includes(type)) return tokenRefusal('The token is not an access token.');
    claims = payload;
  } catch (error) {
    if (error instanceof KeysUnavailable) return refusal('ISSUER_UNAVAILABLE');
    // An issuer's odd key throws other errors than jose's: whatever it is, the door stays shut.
    return tokenRefusal(reasonOf(error));
  }
  const { exp = 0, iat = 0, sub = '', partner } = claims;
  if (iat > now() / 1000 + skew) return tokenRefusal('The token is from the future.');
  if (exp - iat > maxLifetime) return tokenRefusal('The token lives longer than a day.');
  if (sub === '' || sub.length > maxText) return tokenRefusal('The token names nobody.');
  if (partner !== trusted.partner) {
    return tokenRefusal('The issuer of the token does not speak for that partner.');
  }
  const lists = ['roles', 'clearances', 'purposes'].map((name) => textsOf(claims[name]));
  const [roles, clearances, allowed] = lists;
  if (roles === undefined || clearances === undefined || allowed === undefined) {
    return tokenRefusal('A claim is not a short list of texts: roles, clearances or purposes.');
  }
  const status = partnerStatus[trusted.partner];
  if (status === undefined || status === 'SUSPENDED' || status === 'WITHDRAWN') {
    return refusal('PARTNER_NOT_ACTIVE');
  }
  return {
    kind: 'verified',
    partner: trusted.partner,
    subject: sub,
    roles: knownRoles(roles, trusted.partner),
    clearances: [...new Set(clearances)]
      .filter((one) => trusted.clearances === null || trusted.clearances.includes(one))
      .sort(),
    purposes: purposeClaims(allowed, claims['purpose']),
    until: (exp + skew) * 1000,
  };
}

/** The issuer that a token names, before anything is proven. */
function issuerOf(token: string): string | undefined {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

/** An absent list is an empty one; undefined for what is no list of a few short texts. */
function textsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > maxMembers) return undefined;
  return value.every((one) => typeof one === 'string' && one.length <= maxText) ? value : undefined;
}

function purposeClaims(allowed: readonly string[], preset: unknown): PurposeClaims {
  const known = (name: unknown): name is Purpose => purposes.some((one) => one === name);
  const own = known(preset) ? preset : null;
  return {
    allowed: purposes.filter((one) => allowed.includes(one) || one === own),
    preset: own,
  };
}

function reasonOf(error: unknown): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return error.claim === 'aud'
      ? 'The token is for another audience.'
      : error.claim === 'nbf'
        ? 'The token is not valid yet.'
        : `The claim ${error.claim} is missing or wrong.`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The algorithm is not allowed.';
  if (error instanceof errors.JWKSNoMatchingKey) return 'The key is none of its issuer.';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'The signature is wrong.';
  return 'The token cannot be read.';
}
