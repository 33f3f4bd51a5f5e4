import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** Milliseconds. Keys older than `fresh` are fetched again; older than `stale`, they count no more. */
const fresh = 10 * 60_000;
const stale = 24 * 60 * 60_000;
/** Milliseconds between two tries: unknown key ids in tokens must not become a stream of requests. */
const coolDown = 10_000;
const timeout = 5_000;
/** Bytes of a key set, and its keys, at most. */
const maxSize = 256 * 1024;
const maxKeys = 64;

/** The keys cannot be had now: the token is neither right nor wrong. */
export class KeysUnavailable extends Error {}

/**
 * Keys by address. They are fetched when first needed, when they are old, and when a token names a
 * key that is not among them (an issuer that rotates). While the issuer cannot be reached the last
 * good ones stay, for a day at most.
 *
 * @throws KeysUnavailable where there are no keys to decide with
 */
export function createRemoteKeys(url: string, now: () => number = Date.now): JWTVerifyGetKey {
  let keys: ReturnType<typeof createLocalJWKSet> | undefined;
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let triedAt = Number.NEGATIVE_INFINITY;
  let loading: Promise<void> = Promise.resolve();

  const refresh = (): Promise<void> => {
    if (now() - triedAt < coolDown) return loading;
    triedAt = now();
    loading = fetchKeys(url).then((jwks) => {
      if (jwks === undefined) return;
      keys = createLocalJWKSet(jwks);
      fetchedAt = now();
    });
    return loading;
  };
  const usable = () => (now() - fetchedAt < stale ? keys : undefined);

  return async (header, token) => {
    if (usable() === undefined) await refresh();
    else if (now() - fetchedAt > fresh) void refresh();
    const present = usable();
    if (present === undefined) throw new KeysUnavailable();
    try {
      return await present(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      await refresh();
      return await (usable() ?? present)(header, token);
    }
  };
}

/** The key set at an address; undefined for anything else that may be there. */
async function fetchKeys(url: string): Promise<JSONWebKeySet | undefined> {
  try {
    const response = await fetch(url, {
      // Who may speak for a partner is decided at this address and at no other.
      redirect: 'error',
      headers: { accept: 'application/jwk-set+json, application/json' },
      signal: AbortSignal.timeout(timeout),
    });
    const chunks: Uint8Array[] = [];
    let size = 0;
    if (!response.ok) {
      await response.body?.cancel();
      return undefined;
    }
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > maxSize) return undefined;
      chunks.push(chunk);
    }
    const jwks: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    return isKeySet(jwks) ? jwks : undefined;
  } catch {
    return undefined;
  }
}

function isKeySet(value: unknown): value is JSONWebKeySet {
  if (typeof value !== 'object' || value === null || !('keys' in value)) return false;
  const { keys } = value;
  return (
    Array.isArray(keys) &&
    keys.length <= maxKeys &&
    keys.every((key: unknown) => typeof key === 'object' && key !== null && 'kty' in key)
  );
}
