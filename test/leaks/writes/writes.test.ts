import { afterAll, describe, expect, it } from '@jest/globals';
import { createSettings, nameOf, settingOf } from './domains.ts';
import { runSequence } from './run-sequence.ts';
import { addSequence, newTally } from './tally.ts';

const settings = createSettings();
afterAll(() => settings.close());

/** Two subgraphs, and one through a gateway; `npm run test:leaks` runs hundreds over all. */
const seeds = [0, 2, 6];

describe('writes to records under markings, in random sequences', () => {
  it('answer and leave behind what they would if nothing withheld were there', async () => {
    const tally = newTally();
    for (const seed of seeds) {
      const setting = settingOf(seed);
      const result = await runSequence(seed, await settings.open(setting));
      addSequence(tally, result, { seed, name: nameOf(setting) });
    }
    expect(tally.failures).toEqual([]);
    // A test in which nothing is withheld, or nothing is written, could not fail.
    expect(tally.withheld).toBeGreaterThan(tally.steps / 2);
    expect(tally.accepted).toBeGreaterThan(tally.writes / 4);
  }, 180_000);
});
