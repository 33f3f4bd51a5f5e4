import { expect, it } from '@jest/globals';
import { runShare } from './run-share.ts';

it('agrees with one schema over the same data, in 2,000 operations over generated supergraphs', async () => {
  const { tally, texts } = await runShare('hub', 1, 200, ['healthy']);
  expect(texts).toEqual([]);
  // What no planner plans is an error that says so, and rare (docs/compatibility.md).
  expect(tally.unplanned).toBeLessThan(40);
  expect(tally.cases).toBeGreaterThanOrEqual(1_800);
  expect(tally.discarded).toBeLessThan(20);
}, 240_000);
