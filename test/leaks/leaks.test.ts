import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runModel } from './run-case.ts';
import { type LeakServer, startLeakServer } from './serve.ts';
import { addResult, describeFailure, newTally } from './tally.ts';

/** `npm run test:leaks` runs twenty thousand cases. */
const models = 40;

let server: LeakServer;
beforeAll(async () => {
  server = await startLeakServer();
});
afterAll(() => server.close());

describe('records under markings, over random graphs', () => {
  it('are told to nobody to whom they are not released, and whole to whom they are', async () => {
    const tally = newTally();
    for (let seed = 1; seed <= models; seed += 1) addResult(tally, await runModel(seed, server));
    expect(tally.failures.map(describeFailure)).toEqual([]);
    // A test in which nothing is withheld, or nothing is told, could not fail.
    expect(tally.withheld).toBeGreaterThan(tally.cases / 2);
    expect(tally.told).toBeGreaterThan(tally.cases / 4);
    expect(tally.discarded).toBe(0);
  });
});
