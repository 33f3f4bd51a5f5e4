import { readFile } from 'node:fs/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';

/** Milliseconds: how long keys are kept, and how soon they are read again for a key unknown. */
export const keyTimes = { kept: 60_000, cooldown: 5_000 } as const;

/**
 * The hub's public keys.
 *
 * @param location path of a JWKS file, or its address (http or https)
 */
export function hubKeys(location: string, now: () => number = Date.now): JWTVerifyGetKey {
  if (!/^https?:\/\//.test(location)) return keysOfFile(location, now);
  return createRemoteJWKSet(new URL(location), {
    cacheMaxAge: 10 * keyTimes.kept,
    cooldownDuration: keyTimes.cooldown,
    timeoutDuration: 5_000,
  });
}

/** A file that is not there yet is looked for again: the hub may write it after we have started. */
function keysOfFile(path: string, now: () => number): JWTVerifyGetKey {
  let keys: ReturnType<typeof createLocalJWKSet> | undefined;
  let readAt = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;
  const read = async () => {
    readAt = now();
    const text = await readFile(path, 'utf8').catch(() => undefined);
    keys = text === undefined ? undefined : localKeys(text);
    reading = undefined;
  };
  const refresh = () => {
    reading ??= read();
    return reading;
  };
  return async (header, token) => {
    const kept = keys === undefined ? keyTimes.cooldown : keyTimes.kept;
    // Who comes while the keys are being read waits for them: a first rush is not turned away.
    if (reading !== undefined || now() - readAt >= kept) await refresh();
    const tried = keys;
    if (tried === undefined) throw new errors.JWKSNoMatchingKey();
    try {
      return await tried(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      // Another may have read newer ones meanwhile.
      if (keys === tried) {
        if (reading === undefined && now() - readAt < keyTimes.cooldown) throw error;
        await refresh();
      }
      if (keys === undefined) throw error;
      return keys(header, token);
    }
  };
}

function localKeys(text: string): ReturnType<typeof createLocalJWKSet> | undefined {
  try {
    return createLocalJWKSet(JSON.parse(text) as JSONWebKeySet);
  } catch {
    return undefined;
  }
}
