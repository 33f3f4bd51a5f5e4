import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { writeBenchHub } from '../../authorization/bench-hub.ts';
import { gatewayOfHub } from '../../authorization/gateway-of-hub.ts';
import { type Contestant, type ContestantName, hasPeers } from '../contestants/contestants.ts';
import { startContestant } from '../contestants/start-contestant.ts';
import { type Operation, operations } from '../operations.ts';
import { freePort } from '../processes/free-port.ts';
import { connectInspector } from '../processes/inspector.ts';
import { table } from '../report/table.ts';
import { type Bench, openBench } from '../workloads/bench.ts';
import { checkEqualAnswers } from '../workloads/equal-answers.ts';
import type { ThroughputWorkload } from '../workloads/throughput.ts';
import { throughputWorkloads } from '../workloads/workloads.ts';
import { type CpuProfile, summarise } from './cpu-profile.ts';

interface Flags {
  readonly gateway: ContestantName;
  readonly operation: string;
  readonly workload: string;
  readonly engine: string;
  readonly seconds: string;
  readonly save?: string;
  readonly enforced?: boolean;
}

const functionsShown = 40;
const warmUpSeconds = 4;

export function registerProfile(program: Command): void {
  program
    .command('profile')
    .summary('where a gateway spends its time')
    .description(
      'Puts a gateway under load and adds up its CPU profile by stage and by function, in microseconds a request.',
    )
    .option('--gateway <name>', 'entente, stock, hive or hive-native', 'entente')
    .addOption(
      new Option('--operation <name>').choices(operations.map(({ name }) => name)).default('deep'),
    )
    .addOption(
      new Option('--workload <name>')
        .choices(throughputWorkloads.map(({ name }) => name))
        .default('no-sharing'),
    )
    .option('--engine <name>', "our gateway's engine", 'hub')
    .option('--seconds <number>', 'how long', '5')
    .option('--save <file>', 'keep the profile, for the developer tools of a browser')
    .option('--enforced', 'our gateway with sign-in, field rules and markings')
    .action(async (flags: Flags) => {
      const operation = operations.find(({ name }) => name === flags.operation);
      const workload = throughputWorkloads.find(({ name }) => name === flags.workload);
      if (operation === undefined || workload === undefined) return;
      const bench = await openBench({
        engine: flags.engine,
        withPeers: hasPeers(),
        only: [flags.gateway],
        extent: { rounds: 1, seconds: Number(flags.seconds), warmUpSeconds },
        progress: () => {},
      });
      const folder = mkdtempSync(join(tmpdir(), 'bench-hub-'));
      try {
        const hub = flags.enforced ? await writeBenchHub(folder, bench.standIns.urlOf) : null;
        const contestant = hub === null ? bench.contestants[0] : gatewayOfHub(hub, 'enforced');
        if (contestant === undefined) throw new Error('There is no such gateway.');
        process.stdout.write(await profile(bench, contestant, { operation, workload }, flags.save));
      } finally {
        await bench.close();
        rmSync(folder, { recursive: true, force: true });
      }
    });
}

async function profile(
  bench: Bench,
  contestant: Contestant,
  {
    operation,
    workload: { dedupe, cold, connections, eachDifferent },
  }: { readonly operation: Operation; readonly workload: ThroughputWorkload },
  save: string | undefined,
): Promise<string> {
  const { supergraphPath, cores, load, extent, freshWorlds } = bench;
  const inspectorPort = await freePort();
  const gateway = await startContestant(
    contestant,
    cores.gateway,
    { supergraphPath, workers: 1, dedupe },
    [`--inspect=127.0.0.1:${inspectorPort}`],
  );
  if (gateway.kind === 'failed') throw new Error(gateway.reason);
  try {
    const body = cold ? operation.coldBody : operation.body;
    const bytes = await checkEqualAnswers([gateway], body, freshWorlds(10));
    const send = (seconds: number) =>
      load.send({
        port: gateway.port,
        body,
        headers: gateway.headers,
        firstWorld: freshWorlds(eachDifferent ? 500_000 : 1),
        eachDifferent,
        connections,
        seconds,
        answerBytes: bytes.get(gateway) ?? 0,
      });
    await send(extent.warmUpSeconds);
    const inspector = await connectInspector(inspectorPort);
    await inspector.call('Profiler.enable');
    await inspector.call('Profiler.setSamplingInterval', { interval: 200 });
    await inspector.call('Profiler.start');
    const { requests, failures } = await send(extent.seconds);
    const { profile: taken } = await inspector.call('Profiler.stop');
    inspector.close();
    if (failures > 0) throw new Error(`${failures} requests failed`);
    if (save !== undefined) writeFileSync(save, JSON.stringify(taken));
    const { total, stages, functions } = summarise(taken as CpuProfile);
    const lines = (shares: typeof stages) =>
      table(
        shares.map(({ name, microseconds }) => [
          name,
          `${(microseconds / requests).toFixed(1)} us`,
          `${((100 * microseconds) / total).toFixed(1)} %`,
        ]),
      );
    return `${gateway.name}, ${operation.name}: ${requests} requests, ${(total / requests).toFixed(0)} us each

By stage
${lines(stages.filter(({ microseconds }) => microseconds / total > 0.002))}
By function
${lines(functions.slice(0, functionsShown))}`;
  } finally {
    await gateway.process.stop();
  }
}
