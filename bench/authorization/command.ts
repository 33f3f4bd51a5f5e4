import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Command } from 'commander';
import type { Contestant } from '../gateways/contestants/contestants.ts';
import {
  type RunningContestant,
  startContestant,
} from '../gateways/contestants/start-contestant.ts';
import { type Operation, operations } from '../gateways/operations.ts';
import { table } from '../gateways/report/table.ts';
import { firstWorld, worldName } from '../gateways/stand-ins/world.ts';
import { type Bench, openBench } from '../gateways/workloads/bench.ts';
import { type Spread, spread } from '../gateways/workloads/spread.ts';
import { throughputWorkloads } from '../gateways/workloads/workloads.ts';
import { writeBenchHub } from './bench-hub.ts';

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

/** A gateway that is measured, and what its requests carry. */
interface Side {
  readonly running: RunningContestant;
  readonly headers: Readonly<Record<string, string>>;
  bytes: number;
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
    const { path, authorization } = await writeBenchHub(folder, bench.standIns.urlOf);
    const start = async (open: boolean): Promise<RunningContestant> => {
      const setting = { supergraphPath: path, dedupe: false, workers: 1 };
      const started = await startContestant(contestant(open, folder), bench.cores.gateway, setting);
      if (started.kind === 'failed') throw new Error(started.reason);
      running.push(started);
      return started;
    };
    const open: Side = { running: await start(true), headers: {}, bytes: 0 };
    const headers = { authorization, 'x-hub-purpose': 'COORDINATION' };
    const enforced: Side = { running: await start(false), headers, bytes: 0 };
    const results: AuthorizationResult[] = [];
    for (const { name, eachDifferent, connections } of workloads) {
      for (const operation of operations) {
        if (flags.operation?.includes(operation.name) === false) continue;
        bench.progress(`${name}: ${operation.name}`);
        await checkEqual([open, enforced], operation, bench.freshWorlds(1));
        const rates = new Map<Side, number[]>([open, enforced].map((side) => [side, []]));
        for (let round = -1; round < bench.extent.rounds; round += 1) {
          for (const [side, taken] of rates) {
            const seconds = round < 0 ? warmUpSeconds : bench.extent.seconds;
            const rate = await measure(bench, side, operation, {
              eachDifferent,
              connections,
              seconds,
            });
            if (round >= 0) taken.push(rate);
          }
        }
        const [one, other] = [...rates.values()].map(spread);
        if (one === undefined || other === undefined) throw new Error('Nothing was measured.');
        const ratio = other.median / one.median;
        results.push({
          workload: name,
          operation: operation.name,
          open: one,
          enforced: other,
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

function contestant(open: boolean, dataDir: string): Contestant {
  return {
    name: 'entente',
    what: open ? 'with --open' : 'with everything enforced',
    dedupes: true,
    // As `npm run gateway` starts it.
    args: ({ supergraphPath, port }) => [
      '--max-semi-space-size=64',
      'gateway/main.ts',
      ...['--hub', supergraphPath, '--port', String(port), '--no-dedupe'],
      ...(open ? ['--open'] : []),
    ],
    environment: () => ({ DATA_DIR: dataDir }),
  };
}

async function measure(
  { load, freshWorlds }: Bench,
  { running, headers, bytes }: Side,
  { body }: Operation,
  order: {
    readonly eachDifferent: boolean;
    readonly connections: number;
    readonly seconds: number;
  },
): Promise<number> {
  const { requests, failures, seconds } = await load.send({
    port: running.port,
    body,
    headers,
    firstWorld: freshWorlds(order.eachDifferent ? 40_000 * Math.ceil(order.seconds) : 1),
    answerBytes: bytes,
    ...order,
  });
  if (failures > 0) throw new Error(`${failures} of ${requests} requests failed`);
  return requests / seconds;
}

/** Figures of unequal answers say nothing. */
async function checkEqual(
  sides: readonly Side[],
  { body }: Operation,
  world: number,
): Promise<void> {
  const answers: unknown[] = [];
  for (const side of sides) {
    const response = await fetch(`http://127.0.0.1:${side.running.port}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', ...side.headers },
      body: body.replaceAll(firstWorld, worldName(world)),
    });
    const text = await response.text();
    const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
    if (errors !== undefined || !text.includes(worldName(world))) {
      throw new Error(`An answer has errors: ${text.slice(0, 800)}`);
    }
    side.bytes = Buffer.byteLength(text);
    answers.push(data);
  }
  if (!isDeepStrictEqual(answers[0], answers[1])) throw new Error('The answers are not equal.');
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
