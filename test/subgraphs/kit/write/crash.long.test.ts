import { describe, expect, it } from '@jest/globals';
import { crashDomains } from '../../../support/crash/domains.ts';
import { storm } from '../../../support/crash/storm.ts';
import { stormSeed } from '../../../support/crash/storm-seed.ts';

describe('of 200 writers’ writes, each that was answered is there once, and none by half', () => {
  it.each(Object.entries(crashDomains))(
    'in %s, killed 12 times and cut off from PostgreSQL 8 times',
    async (_, domain) => {
      const seed = stormSeed();
      const { unanswered, ...result } = await storm(domain, { seed, kills: 12, cuts: 8 });
      expect(result).toEqual({ seed, problems: [], answered: expect.any(Number) });
      expect(unanswered).toBeGreaterThan(0);
    },
    600_000,
  );
});
