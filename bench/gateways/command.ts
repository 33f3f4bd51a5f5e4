import { availableParallelism, cpus } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { hasPeers } from './contestants/contestants.ts';
import { installPeers } from './contestants/install-peers.ts';
import { operations } from './operations.ts';
import { planCores } from './processes/core-plan.ts';
import { canPin } from './processes/pinned-process.ts';
import { report } from './report/report.ts';
import type { Results } from './report/results.ts';
import { type BenchOptions, type Extent, openBench } from './workloads/bench.ts';
import { measureLatency } from './workloads/latency.ts';
import { measureMemory } from './workloads/memory.ts';
import { measureThroughput } from './workloads/throughput.ts';
import { throughputWorkloads } from './workloads/workloads.ts';

const workloadNames = [...throughputWorkloads.map(({ name }) => name), 'latency', 'memory'];

interface Flags {
  readonly engine: string;
  readonly rounds: number;
  readonly seconds: number;
  readonly quick?: boolean;
  readonly json?: boolean;
  readonly sameFlags?: boolean;
  readonly peers: boolean;
  readonly workload?: readonly string[];
  readonly operation?: readonly string[];
  readonly gateway?: readonly string[];
}

export function registerGateways(program: Command): void {
  program
    .command('gateways', { isDefault: true })
    .summary('our gateway against others, on one core')
    .description(
      `Measures our gateway and its peers (bench/peers, installed when first needed) over stand-ins
for the subgraphs: requests per second, CPU, memory, latency, calls to subgraphs. Every gateway's
answers are checked to be equal first. A whole run takes about half an hour; see docs/performance.md.`,
    )
    .option('--rounds <number>', 'how often each gateway is measured', positive, 5)
    .option('--seconds <number>', 'how long a round takes', positive, 2)
    .option('--quick', 'a short look: one round of one second, with the peers that are installed')
    .option('--no-peers', 'our gateway alone')
    .option('--gateway <names...>', 'only these: entente, stock, hive, hive-native')
    .option(
      '--operation <names...>',
      `only these: ${operations.map(({ name }) => name).join(', ')}`,
    )
    .addOption(new Option('--workload <names...>', 'only these').choices(workloadNames))
    .option('--engine <name>', "our gateway's engine", 'hub')
    .option(
      '--same-flags',
      'the peers, too, run Node with the larger young generation that ours has',
    )
    .option('--json', 'print the figures as JSON on standard output')
    .action(async (flags: Flags) => {
      const results = await run(flags);
      process.stdout.write(flags.json ? `${JSON.stringify(results)}\n` : report(results));
    });
}

async function run(flags: Flags): Promise<Results> {
  const quick = flags.quick === true;
  if (flags.peers && !quick && !hasPeers() && !installPeers()) {
    throw new Error('The peers cannot be installed; --no-peers measures our gateway alone.');
  }
  const extent: Extent = quick
    ? { rounds: 1, seconds: 1, warmUpSeconds: 1 }
    : { rounds: flags.rounds, seconds: flags.seconds, warmUpSeconds: 3 };
  const options: BenchOptions = {
    engine: flags.engine,
    withPeers: flags.peers && hasPeers(),
    only: flags.gateway ?? [],
    sameFlags: flags.sameFlags === true,
    extent,
    progress: (line) => process.stderr.write(`${line}\n`),
  };
  const workloads: Results['workloads'][number][] = [];
  const wanted = (name: string) => flags.workload?.includes(name) ?? true;
  const wantedOperation = ({ name }: { readonly name: string }) =>
    flags.operation?.includes(name) ?? true;

  const bench = await openBench(options);
  try {
    for (const workload of throughputWorkloads.filter(({ name }) => wanted(name))) {
      const chosen = workload.operations.filter(wantedOperation);
      workloads.push(await measureThroughput(bench, { ...workload, operations: chosen }));
    }
    const memoryOperation = operations.find(({ name }) => name === 'list');
    if (wanted('memory') && memoryOperation !== undefined) {
      workloads.push(await measureMemory(bench, memoryOperation, quick ? 100 : 1_000));
    }
  } finally {
    await bench.close();
  }
  if (wanted('latency')) {
    // One process of stand-ins: only then one clock says when a subgraph was at work.
    const cores = planCores();
    const single = await openBench({
      ...options,
      cores: { ...cores, standIns: cores.standIns.slice(0, 1) },
    });
    try {
      workloads.push(await measureLatency(single, operations.filter(wantedOperation)));
    } finally {
      await single.close();
    }
  }
  return {
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown CPU',
      cores: availableParallelism(),
      node: process.version,
      pinned: canPin && availableParallelism() >= 3,
    },
    extent,
    engine: flags.engine,
    workloads,
  };
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError('Write a whole number of 1 or more.');
  }
  return number;
}
