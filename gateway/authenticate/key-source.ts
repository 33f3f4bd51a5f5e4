import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import type { TrustedIssuer } from '../../schema/hub-state.ts';
import { createRemoteKeys } from './remote-keys.ts';

/** Gives an issuer's keys. Fetched ones outlive changes of the trust list. */
export interface KeySource {
  /** The keys of these issuers, by issuer; those of other addresses are forgotten. */
  readonly follow: (trust: readonly TrustedIssuer[]) => ReadonlyMap<string, JWTVerifyGetKey>;
}

/** @param now milliseconds, for tests */
export function createKeySource(now: () => number = Date.now): KeySource {
  const remote = new Map<string, JWTVerifyGetKey>();
  return {
    follow: (trust) => {
      const wanted = new Set(trust.map(({ keys }) => (keys.kind === 'url' ? keys.url : '')));
      for (const url of remote.keys()) if (!wanted.has(url)) remote.delete(url);
      return new Map(
        trust.map(({ issuer, keys }) => {
          if (keys.kind === 'set') return [issuer, createLocalJWKSet(keys.jwks)];
          const known = remote.get(keys.url) ?? createRemoteKeys(keys.url, now);
          remote.set(keys.url, known);
          return [issuer, known];
        }),
      );
    },
  };
}
