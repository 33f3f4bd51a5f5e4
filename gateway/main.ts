import cluster from 'node:cluster';
import { startGateway } from './gateway.ts';
import { createLog } from './http/create-log.ts';
import { plainLines } from './http/log-stream.ts';
import { openGatewayKey } from './keys/open-gateway-key.ts';
import { type OptionsResult, readOptions } from './options.ts';
import { joinPrimary } from './worker.ts';
import { startWorkers, workerVariable } from './workers.ts';

type Options = Extract<OptionsResult, { readonly kind: 'options' }>['options'];

const result = readOptions(process.argv.slice(2), process.env);
if (result.kind === 'invalid') fail(...result.problems);

const logStream = process.stdout.isTTY ? plainLines(process.stdout) : process.stdout;
if (result.workers > 1 && cluster.isPrimary) await runWorkers(result.workers);
else await runGateway(result.options);

async function runGateway(options: Options): Promise<void> {
  const worker = cluster.isWorker ? joinPrimary(Number(process.env[workerVariable])) : undefined;
  const { access: settings } = options;
  const key = settings === null ? null : await openGatewayKey(settings.dataDir);
  if (key?.kind === 'unusable') {
    await worker?.fail(key.problem);
    fail(key.problem);
  }
  const access = settings === null || key === null ? null : { ...settings, key };
  const gateway = await startGateway({ ...options, access, logStream, worker });
  if (gateway.kind === 'failed') {
    if (worker === undefined) fail(gateway.problem);
    await worker.fail(gateway.problem);
    process.exit(1);
  }
  let stopping = false;
  onSignal(() => {
    // In a terminal a worker hears of it twice: from there, and from the primary process.
    if (stopping) return;
    stopping = true;
    void gateway.close().then(() => process.exit(0));
  });
  worker?.serve(gateway);
}

async function runWorkers(count: number): Promise<void> {
  const log = createLog({ logStream });
  const workers = startWorkers({
    count,
    log,
    onProblem: (problem) => process.stderr.write(`${problem}\n`),
  });
  onSignal(workers.stop);
  process.exit(await workers.ended);
}

function onSignal(stop: () => void): void {
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(...problems: readonly string[]): never {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  process.exit(1);
}
