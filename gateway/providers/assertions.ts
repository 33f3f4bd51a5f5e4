import { SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import type { VisibilityClass } from '../authenticate/principal.ts';
import type { Caller } from '../execute/subgraph-client.ts';
import type { SigningKey } from '../keys/open-key.ts';
import type { CacheStats } from '../metrics/cache-stats.ts';

/** The header that carries an assertion: `authorization` stays free for what stands between. */
export const assertionHeader = 'x-entente-assertion';

/** Signs what the gateway asserts of a caller to one provider. */
export interface Assert {
  (caller: Caller, provider: string): Promise<string>;
  readonly stats: () => CacheStats;
}

/** Seconds that an assertion lives, and that are left when a new one takes its place. */
const lifetime = 60;
const reserve = 20;
/** Classes whose assertions are kept at most, one for each provider; the least recently used go first. */
const maxClasses = 10_000;

interface Kept {
  readonly text: Promise<string>;
  /** Milliseconds. */
  readonly until: number;
}

/**
 * Assertions (JWT, EdDSA) of visibility classes: signed once per class and provider and kept while
 * they are good. One with a subject is for one mutation and is not kept.
 *
 * @param now milliseconds
 */
export function createAssertions(
  { privateKey, kid }: SigningKey,
  now: () => number = Date.now,
): Assert {
  const kept = new LRUCache<VisibilityClass, Map<string, Kept>>({ max: maxClasses });

  const sign = ({ visibility, subject }: Caller, provider: string, time: number) => {
    const { principal, agreements, policyVersion } = visibility;
    const issuedAt = Math.floor(time / 1000);
    const assertion = new SignJWT({ visibility: { ...principal, policyVersion }, agreements })
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'entente-assertion+jwt' })
      .setIssuer('entente')
      .setAudience(provider)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetime);
    if (subject !== null) assertion.setSubject(subject);
    return assertion.sign(privateKey);
  };
  // A request asks several providers, one after the other.
  let last:
    | { readonly visibility: VisibilityClass; readonly ofClass: Map<string, Kept> }
    | undefined;
  const keptOf = (visibility: VisibilityClass): Map<string, Kept> => {
    if (last?.visibility === visibility) return last.ofClass;
    let ofClass = kept.get(visibility);
    if (ofClass === undefined) {
      ofClass = new Map();
      kept.set(visibility, ofClass);
    }
    last = { visibility, ofClass };
    return ofClass;
  };
  const assert = (caller: Caller, provider: string): Promise<string> => {
    const time = now();
    if (caller.subject !== null) return sign(caller, provider, time);
    const ofClass = keptOf(caller.visibility);
    const known = ofClass.get(provider);
    if (known !== undefined && time < known.until) return known.text;
    const text = sign(caller, provider, time);
    ofClass.set(provider, { text, until: time + (lifetime - reserve) * 1000 });
    return text;
  };
  return Object.assign(assert, {
    stats: (): CacheStats => ({
      cache: 'assertions',
      entries: kept.size,
      bytes: null,
      maxEntries: maxClasses,
      maxBytes: null,
    }),
  });
}
