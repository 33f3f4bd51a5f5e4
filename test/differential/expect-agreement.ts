import { expect } from '@jest/globals';
import { operationsPerGraph } from './case.ts';
import { features } from './coverage.ts';
import { runKinds } from './run-group.ts';
import { type Part, type Report, runPart } from './run-part.ts';

const faults = ['failed', 'null entity', 'error', 'bad value', 'missing', 'extra keys', 'silence'];

/** Runs 1,000 operations with the default engine, each without faults and with them. */
export async function expectAgreement(seed: number): Promise<void> {
  const { tally, texts, failures } = await runApart(seed, 1_100);
  expect(texts).toEqual([]);
  expect(failures).toBe(0);
  expect(tally.cases).toBeGreaterThanOrEqual(1_000);
  // Runs with faults that leave more than one answer open are few; all can be planned.
  expect(tally.unclear).toBeLessThan(tally.faulty / 5);
  expect(tally.unplanned).toBe(0);
  expect(Object.keys(tally.faults)).toEqual(expect.arrayContaining(faults));
  expect(features.filter((name) => tally.features[name] === undefined)).toEqual([]);
}

/** In a process of its own: jest's module registry makes schemas several times as slow. */
async function runApart(seed: number, cases: number): Promise<Report> {
  const reports: Report[] = [];
  const groups = Math.ceil(cases / operationsPerGraph);
  const part: Part = { engine: 'hub', runs: runKinds, seed, groups, workers: 1, part: 0 };
  expect(await runPart(part, (report) => reports.push(report))).toBe(0);
  const last = reports.at(-1);
  if (last === undefined) throw new Error('a run reports');
  return { ...last, texts: reports.flatMap(({ texts }) => texts) };
}
