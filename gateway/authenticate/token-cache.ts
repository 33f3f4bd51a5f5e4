import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Purpose } from '../../schema/hub-state.ts';
import type { CacheStats } from '../metrics/cache-stats.ts';
import type { Principal } from './principal.ts';
import type { VerifiedToken } from './verify-token.ts';

export interface CachedToken {
  readonly verified: VerifiedToken;
  /** Made when a purpose is first asked for; the same object afterwards. */
  readonly principals: Map<Purpose, Principal>;
}

/** What tokens proved, by a hash of them: no token is kept. */
export interface TokenCache {
  readonly get: (token: string) => CachedToken | undefined;
  readonly set: (token: string, verified: VerifiedToken) => CachedToken;
  readonly stats: () => CacheStats;
}

/** Tokens at most; the least recently used go first. */
const maxTokens = 10_000;

/** @param now milliseconds */
export function createTokenCache(now: () => number): TokenCache {
  const kept = new LRUCache<string, CachedToken>({ max: maxTokens });
  return {
    stats: () => ({
      cache: 'tokens',
      entries: kept.size,
      bytes: null,
      maxEntries: maxTokens,
      maxBytes: null,
    }),
    get: (token) => {
      const key = keyOf(token);
      const found = kept.get(key);
      if (found === undefined || now() < found.verified.until) return found;
      kept.delete(key);
      return undefined;
    },
    set: (token, verified) => {
      const made: CachedToken = { verified, principals: new Map() };
      kept.set(keyOf(token), made);
      return made;
    },
  };
}

function keyOf(token: string): string {
  return hash('sha256', token, 'base64url');
}
