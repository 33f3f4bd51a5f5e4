import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { contestants } from './contestants/contestants.ts';
import { startContestant } from './contestants/start-contestant.ts';
import { operations } from './operations.ts';
import { planCores } from './processes/core-plan.ts';
import { table } from './report/table.ts';
import { openBench } from './workloads/bench.ts';
import { checkEqualAnswers } from './workloads/equal-answers.ts';
import { type Spread, spread } from './workloads/spread.ts';

interface Flags {
  readonly rounds: string;
  readonly seconds: string;
  readonly engine: string;
  readonly json?: boolean;
}

interface CoresResult {
  readonly operation: string;
  readonly workers: number;
  readonly requestsPerSecond: Spread;
}

/** Left for the load generator and the stand-ins. */
const otherCores = 2;
const connectionsOfAWorker = 16;
const warmUpSeconds = 3;

export function registerCores(program: Command): void {
  program
    .command('cores')
    .summary('how our gateway grows with its cores')
    .description(
      'Measures our gateway with 1, 2, 4, ... workers, each request different, with two cores left for the rest.',
    )
    .option('--rounds <number>', 'how often each is measured', '3')
    .option('--seconds <number>', 'how long a round takes', '3')
    .option('--engine <name>', "our gateway's engine", 'hub')
    .option('--json', 'print the figures as JSON on standard output')
    .action(async (flags: Flags) => {
      const most = availableParallelism() - otherCores;
      if (most < 2) {
        process.stdout.write(
          `This takes four cores or more; here are ${availableParallelism()}.\n`,
        );
        return;
      }
      const measured = await run(flags, most);
      if (typeof measured === 'string') {
        process.stdout.write(`Skipped: ${measured}\n`);
        return;
      }
      process.stdout.write(flags.json ? `${JSON.stringify(measured)}\n` : report(measured));
    });
}

async function run(flags: Flags, most: number): Promise<readonly CoresResult[] | string> {
  // The same cores for the rest in every round: only the gateway's number changes.
  const bench = await openBench({
    engine: flags.engine,
    withPeers: false,
    only: [],
    extent: { rounds: Number(flags.rounds), seconds: Number(flags.seconds), warmUpSeconds },
    cores: planCores(most),
    progress: () => {},
  });
  try {
    const [gateway] = contestants(flags.engine, false, false);
    if (gateway === undefined) return 'there is no gateway';
    const results: CoresResult[] = [];
    for (let workers = 1; workers <= most; workers *= 2) {
      const running = await startContestant(gateway, workers === 1 ? '0' : `0-${workers - 1}`, {
        supergraphPath: bench.supergraphPath,
        dedupe: false,
        workers,
      });
      if (running.kind === 'failed') return running.reason.split('\n')[0] ?? 'it does not start';
      try {
        for (const operation of operations) {
          process.stderr.write(`${workers} workers: ${operation.name}\n`);
          const bytes = await checkEqualAnswers([running], operation.body, bench.freshWorlds(10));
          const rates: number[] = [];
          for (let round = -1; round < bench.extent.rounds; round += 1) {
            const seconds = round < 0 ? warmUpSeconds : bench.extent.seconds;
            const { requests, failures, ...result } = await bench.load.send({
              port: running.port,
              body: operation.body,
              firstWorld: bench.freshWorlds(300_000),
              eachDifferent: true,
              connections: connectionsOfAWorker * workers,
              seconds,
              answerBytes: bytes.get(running) ?? 0,
            });
            if (failures > 0) return `${failures} requests failed`;
            if (round >= 0) rates.push(requests / result.seconds);
          }
          results.push({ operation: operation.name, workers, requestsPerSecond: spread(rates) });
        }
      } finally {
        await running.process.stop();
      }
    }
    return results;
  } finally {
    await bench.close();
  }
}

function report(results: readonly CoresResult[]): string {
  const single = (operation: string) =>
    results.find((one) => one.operation === operation && one.workers === 1)?.requestsPerSecond
      .median ?? Number.NaN;
  return table([
    ['', 'workers', 'requests/s', 'x one'],
    ...results.map(({ operation, workers, requestsPerSecond: { median, min, max } }) => [
      operation,
      String(workers),
      `${median.toFixed(0)} (${min.toFixed(0)}-${max.toFixed(0)})`,
      (median / single(operation)).toFixed(2),
    ]),
  ]);
}
