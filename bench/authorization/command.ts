import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import {
  type RunningContestant,
  startContestant,
} from '../gateways/contestants/start-contestant.ts';
import { type Operation, operations } from '../gateways/operations.ts';
import { table } from '../gateways/report/table.ts';
import { type Bench, openBench } from '../gateways/workloads/bench.ts';
import { checkEqualAnswers } from '../gateways/workloads/equal-answers.ts';
import { type Spread, spread } from '../gateways/workloads/spread.ts';
import type { ThroughputWorkload } from '../gateways/workloads/throughput.ts';
import { throughputWorkloads } from '../gateways/workloads/workloads.ts';
import { writeBenchHub } from './bench-hub.ts';
import { gatewayOfHub } from './gateway-of-hub.ts';

interface Flags {
  readonly rounds: string;
  readonly seconds: string;
  readonly operation?: readonly string[];
  readonly json?: boolean;
}

interface AuthorizationResult {
  readonly workload: string;
  readonly operation: string;
  /** Requests per second. */
  readonly open: Spread;
  readonly enforced: Spread;
  /** Of the medians: 0.85 is a cost of 15 %. */
  readonly ratio: number;
}

const warmUpSeconds = 3;
/** Sharing between requests hides what one of them costs. */
const workloads = throughputWorkloads.filter(({ name }) =>
  ['no-sharing', 'unchanged'].includes(name),
);

export function registerAuthorization(program: Command): void {
  program
    .command('authorization')
    .summary('what sign-in, field rules and markings cost')
    .description(
      'Measures our gateway with --open against the same with everything enforced, in rounds that take turns.',
    )
    .option('--rounds <number>', 'how often each is measured', '5')
    .option('--seconds <number>', 'how long a round takes', '2')
    .option(
      '--operation <names...>',
      `only these: ${operations.map(({ name }) => name).join(', ')}`,
    )
    .option('--json', 'print the figures as JSON on standard output')
    .action(async (flags: Flags) => {
      const results = await run(flags);
      process.stdout.write(flags.json ? `${JSON.stringify(results)}\n` : report(results));
    });
}

async function run(flags: Flags): Promise<readonly AuthorizationResult[]> {
  const bench = await openBench({
    engine: 'hub',
    withPeers: false,
    only: [],
    extent: { rounds: Number(flags.rounds), seconds: Number(flags.seconds), warmUpSeconds },
    progress: (line) => process.stderr.write(`${line}\n`),
  });
  const folder = mkdtempSync(join(tmpdir(), 'bench-hub-'));
  const running: RunningContestant[] = [];
  try {
    const hub = await writeBenchHub(folder, bench.standIns.urlOf);
    for (const mode of ['open', 'enforced'] as const) {
      const setting = { supergraphPath: hub.path, dedupe: false, workers: 1 };
      const started = await startContestant(gatewayOfHub(hub, mode), bench.cores.gateway, setting);
      if (started.kind === 'failed') throw new Error(started.reason);
      running.push(started);
    }
    const results: AuthorizationResult[] = [];
    for (const workload of workloads) {
      for (const operation of operations) {
        if (flags.operation?.includes(operation.name) === false) continue;
        bench.progress(`${workload.name}: ${operation.name}`);
        const bytes = await checkEqualAnswers(running, operation.body, bench.freshWorlds(10));
        const rates = running.map((gateway) => ({ gateway, taken: [] as number[] }));
        for (let round = -1; round < bench.extent.rounds; round += 1) {
          const seconds = round < 0 ? warmUpSeconds : bench.extent.seconds;
          for (const { gateway, taken } of rates) {
            const answerBytes = bytes.get(gateway) ?? 0;
            const rate = await measure(bench, gateway, operation, workload, {
              seconds,
              answerBytes,
            });
            if (round >= 0) taken.push(rate);
          }
        }
        const [open, enforced] = rates.map(({ taken }) => spread(taken));
        if (open === undefined || enforced === undefined) throw new Error('Nothing was measured.');
        const ratio = enforced.median / open.median;
        results.push({
          workload: workload.name,
          operation: operation.name,
          open,
          enforced,
          ratio,
        });
      }
    }
    return results;
  } finally {
    await Promise.all(running.map(({ process }) => process.stop()));
    await bench.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  { load, freshWorlds }: Bench,
  { port, headers }: RunningContestant,
  { body }: Operation,
  { eachDifferent, connections }: ThroughputWorkload,
  extent: { readonly seconds: number; readonly answerBytes: number },
): Promise<number> {
  const { requests, failures, seconds } = await load.send({
    port,
    body,
    headers,
    firstWorld: freshWorlds(eachDifferent ? 40_000 * Math.ceil(extent.seconds) : 1),
    eachDifferent,
    connections,
    ...extent,
  });
  if (failures > 0) throw new Error(`${failures} of ${requests} requests failed`);
  return requests / seconds;
}

function report(results: readonly AuthorizationResult[]): string {
  const rate = ({ median, min, max }: Spread) =>
    `${median.toFixed(0)} (${min.toFixed(0)}-${max.toFixed(0)})`;
  return table([
    ['', 'operation', '--open', 'enforced', 'ratio'],
    ...results.map(({ workload, operation, open, enforced, ratio }) => {
      return [workload, operation, rate(open), rate(enforced), ratio.toFixed(2)];
    }),
  ]);
}
