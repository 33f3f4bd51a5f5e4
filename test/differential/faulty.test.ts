import { expect, it } from '@jest/globals';
import { runShare } from './run-share.ts';

it('agrees with the model of federated nulling, in 2,000 operations while subgraphs fail', async () => {
  const { tally, texts } = await runShare('hub', 100_001, 200, ['faulty', 'silent']);
  expect(texts).toEqual([]);
  // What no planner plans is an error that says so, and rare (docs/compatibility.md).
  expect(tally.unplanned).toBeLessThan(40);
  expect(tally.faulty - tally.unclear).toBeGreaterThanOrEqual(1_500);
  for (const fault of [
    'failed',
    'null entity',
    'error',
    'bad value',
    'missing',
    'extra keys',
    'silence',
  ]) {
    expect([fault, tally.faults[fault] ?? 0]).not.toEqual([fault, 0]);
  }
}, 240_000);
