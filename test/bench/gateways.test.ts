import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { hasPeers } from '../../bench/gateways/contestants/contestants.ts';
import type { Results } from '../../bench/gateways/report/results.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

const bench = async (...args: readonly string[]): Promise<string> => {
  const child = spawn(process.execPath, ['bench/main.ts', ...args], { cwd: root });
  let output = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(complaints);
  return output;
};

describe('npm run bench', () => {
  it('measures gateways whose answers are equal, and says so for machines', async () => {
    const gateways = hasPeers() ? ['entente', 'stock'] : ['entente'];
    const output = await bench(
      ...['--quick', '--json', '--workload', 'no-sharing', '--operation', 'list'],
      ...['--gateway', ...gateways],
    );
    const { workloads }: Results = JSON.parse(output);
    expect(workloads).toHaveLength(1);
    const [result] = workloads;
    if (result?.kind !== 'throughput') throw new Error(output);
    expect(result.skipped).toEqual([]);
    const [operation] = result.operations;
    expect(operation?.figures.map(({ gateway }) => gateway)).toEqual(gateways);
    for (const { requestsPerSecond, subgraphCalls } of operation?.figures ?? []) {
      expect(requestsPerSecond.median).toBeGreaterThan(0);
      // A list of consignments, their places and their projects.
      expect(subgraphCalls.median).toBeCloseTo(3);
    }
  });

  it('prints tables for people', async () => {
    const output = await bench(
      ...['--quick', '--no-peers', '--workload', 'latency', '--operation', 'small'],
    );
    expect(output).toMatch(/one request at a time[\s\S]*\nsmall\n[\s\S]*entente +-?\d/);
  });
});
