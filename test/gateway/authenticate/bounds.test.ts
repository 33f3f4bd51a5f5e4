import { describe, expect, it } from '@jest/globals';
import { createTokenCache } from '../../../gateway/authenticate/token-cache.ts';
import { createVisibilityClasses } from '../../../gateway/authenticate/visibility-classes.ts';

const principal = (n: number) => ({
  partner: `X${n}`,
  subject: 'ada',
  roles: [],
  groups: ['PUBLIC'],
  clearances: [],
  purpose: 'REPORTING' as const,
});

describe('what sign-in keeps', () => {
  it('is 10,000 tokens at most, the least recently used forgotten first', () => {
    const cache = createTokenCache(() => 0);
    const purposes = { allowed: [], preset: null };
    const proven = {
      kind: 'verified',
      subject: 'ada',
      roles: [],
      clearances: [],
      purposes,
    } as const;
    for (let n = 0; n < 10_100; n++) {
      cache.set(`token ${n}`, { ...proven, partner: `X${n}`, until: 1 });
      cache.get('token 0');
    }
    expect(cache.stats().entries).toBe(10_000);
    expect(cache.get('token 0')?.verified.partner).toBe('X0');
    expect(cache.get('token 1')).toBeUndefined();
    expect(cache.get('token 10099')?.verified.partner).toBe('X10099');
  });

  it('is 10,000 classes at most; one made again has the same key', () => {
    const classes = createVisibilityClasses(
      { agreements: [] },
      () => 1,
      () => 0,
    );
    const first = classes.of(principal(0));
    for (let n = 1; n < 10_100; n++) classes.of(principal(n));
    expect(classes.stats().entries).toBe(10_000);
    expect(classes.of(principal(0)).key).toBe(first.key);
  });
});
