import { expect } from '@jest/globals';
import { operationsPerGraph } from './case.ts';
import { runShare } from './run-share.ts';

const faults = ['failed', 'null entity', 'error', 'bad value', 'missing', 'extra keys', 'silence'];

/** Runs 1,000 operations with the default engine, each without faults and with them. */
export async function expectAgreement(seed: number): Promise<void> {
  const groups = Math.ceil(1_100 / operationsPerGraph);
  const { tally, texts } = await runShare('hub', seed, groups, ['healthy', 'faulty', 'silent']);
  expect(texts).toEqual([]);
  expect(tally.cases).toBeGreaterThanOrEqual(1_000);
  // Runs with faults that leave more than one answer open are few, and so is what cannot be planned.
  expect(tally.unclear).toBeLessThan(tally.faulty / 5);
  expect(tally.unplanned).toBeLessThan(40);
  expect(Object.keys(tally.faults)).toEqual(expect.arrayContaining(faults));
}
