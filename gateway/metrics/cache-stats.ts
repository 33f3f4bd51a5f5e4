import type { Sample } from './metrics.ts';

/** How full a cache is; null where it does not count or limit that. */
export interface CacheStats {
  readonly cache: string;
  readonly entries: number;
  readonly bytes: number | null;
  readonly maxEntries: number | null;
  readonly maxBytes: number | null;
}

export function cacheSamples(caches: readonly CacheStats[]): readonly Sample[] {
  return caches.flatMap(({ cache, entries, bytes, maxEntries, maxBytes }) => {
    const values = [
      ['entente_cache_entries', entries],
      ['entente_cache_bytes', bytes],
      ['entente_cache_limit_entries', maxEntries],
      ['entente_cache_limit_bytes', maxBytes],
    ] as const;
    return values.flatMap(([name, value]) =>
      value === null ? [] : [{ name, labels: { cache }, value }],
    );
  });
}
