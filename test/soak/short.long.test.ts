import { expect, it } from '@jest/globals';
import { runSoak } from './run-soak.ts';

it('stands a short soak: changing graphs, failing subgraphs, clients who leave', async () => {
  const { checks } = await runSoak({ seconds: 25, progress: () => undefined });
  expect(checks.length).toBeGreaterThan(7);
  expect(checks.filter(({ passed }) => !passed)).toEqual([]);
}, 120_000);
