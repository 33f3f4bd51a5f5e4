import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type Purpose, purposes } from '../../schema/hub-state.ts';
import type { AgreementInForce, Visibility } from './visibility.ts';

/** The header in which the gateway says for whom it asks; `authorization` stays the partner's own. */
export const assertionHeader = 'x-entente-assertion';

/** Seconds: an assertion lives at most `life`; clocks may differ by `skew`. */
export const assertionTimes = { life: 60, skew: 5 } as const;

/** Verified assertions that are kept until they expire; beyond, the oldest is forgotten. */
export const maxVerified = 1_000;

const pinned = { issuer: 'entente', algorithms: ['EdDSA'], typ: 'entente-assertion+jwt' };

/** Gives the visibility that an assertion grants; null where it grants none. */
export type VerifyAssertion = (assertion: string) => Promise<Visibility | null>;

export interface AssertionOptions {
  /** The hub's public keys. */
  readonly keys: JWTVerifyGetKey;
  /** Id of this one provider: an assertion for another is none. */
  readonly provider: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Checks assertions (RFC 7519, RFC 8725). The same text is verified once in its life. */
export function createAssertionVerifier(options: AssertionOptions): VerifyAssertion {
  const { keys, provider, now = Date.now } = options;
  const verified = new Map<string, { readonly visibility: Visibility; readonly ends: number }>();
  return async (assertion) => {
    const known = verified.get(assertion);
    if (known !== undefined && now() < known.ends) return known.visibility;
    verified.delete(assertion);
    const payload = await verify(assertion, keys, provider, new Date(now()));
    const visibility = payload === null ? null : visibilityOf(payload);
    if (payload?.exp === undefined || visibility === null) return null;
    const [oldest] = verified.keys();
    if (oldest !== undefined && verified.size >= maxVerified) verified.delete(oldest);
    verified.set(assertion, { visibility, ends: payload.exp * 1_000 });
    return visibility;
  };
}

async function verify(
  assertion: string,
  keys: JWTVerifyGetKey,
  provider: string,
  currentDate: Date,
): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(assertion, keys, {
      ...pinned,
      audience: provider,
      clockTolerance: assertionTimes.skew,
      maxTokenAge: assertionTimes.life,
      currentDate,
    });
    const { iat, exp, aud } = payload;
    // One audience: an assertion that others may replay here is no assertion.
    if (iat === undefined || exp === undefined || aud !== provider) return null;
    return exp - iat <= assertionTimes.life ? payload : null;
  } catch {
    // Whatever the reason, keys out of reach included: the door stays closed.
    return null;
  }
}

function visibilityOf({ visibility, agreements, sub }: JWTPayload): Visibility | null {
  if (!isObject(visibility) || !Array.isArray(agreements)) return null;
  const { partner, roles, groups, clearances, purpose, policyVersion } = visibility;
  const inForce = agreements.map(agreementOf);
  if (
    !isCode(partner) ||
    !isTexts(roles) ||
    !isTexts(groups) ||
    !isTexts(clearances) ||
    !isPurpose(purpose) ||
    !Number.isSafeInteger(policyVersion) ||
    inForce.includes(null)
  ) {
    return null;
  }
  return {
    partner,
    roles,
    groups,
    clearances,
    purpose,
    policyVersion: Number(policyVersion),
    agreements: inForce.filter((agreement) => agreement !== null),
    subject: sub ?? null,
  };
}

function agreementOf(value: unknown): AgreementInForce | null {
  if (!isObject(value)) return null;
  const { id, types } = value;
  if (!isCode(id) || (types !== null && !isTexts(types))) return null;
  return { id, types };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCode(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(isCode);
}

function isPurpose(value: unknown): value is Purpose {
  return purposes.some((purpose) => purpose === value);
}
