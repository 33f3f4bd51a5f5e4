import { SignJWT } from 'jose';
import type { OwnIssuer } from '../../gateway/keys/own-issuers.ts';
import type { Purpose } from '../../schema/hub-state.ts';

export interface TokenRequest {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly clearances: readonly string[];
  /** What the token allows; where it is one alone, requests need not name it. */
  readonly purposes: readonly Purpose[];
  readonly audience: string;
  /** Seconds. */
  readonly lifetime: number;
}

/** A token (JWT, EdDSA) of one of the hub's own issuers. */
export function mintToken({ issuer, partner, key }: OwnIssuer, wanted: TokenRequest) {
  const { subject, roles, clearances, purposes, audience, lifetime } = wanted;
  const now = Math.floor(Date.now() / 1000);
  const preset = purposes.length === 1 ? { purpose: purposes[0] } : {};
  return new SignJWT({ partner, roles, clearances, purposes, ...preset })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'JWT' })
    .setIssuer(issuer)
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + lifetime)
    .sign(key.privateKey);
}
