import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { operationsPerModel, runModel } from './run-case.ts';
import { startLeakServer } from './serve.ts';
import { addResult, describeFailure, newTally, type Tally } from './tally.ts';

/*
 * npm run test:leaks -- [--seed N] [--cases N] [--workers N]
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '20000' },
    workers: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
    /** Of a worker: which models are its own. */
    part: { type: 'string' },
  },
});
const seed = Number(values.seed);
const models = Math.ceil(Number(values.cases) / operationsPerModel);
const workers = Math.min(Number(values.workers), models);

if (values.part === undefined) await lead();
else await work(Number(values.part));

/** Shares the models out among processes and adds up what they find. */
async function lead(): Promise<void> {
  const began = performance.now();
  const total = newTally();
  let shown = 0;
  const ends = Array.from({ length: workers }, (_, part) => {
    const options = ['--seed', values.seed, '--cases', values.cases];
    const place = ['--workers', String(workers), '--part', String(part)];
    const child = fork(fileURLToPath(import.meta.url), [...options, ...place]);
    child.on('message', (message) => {
      const tally = message as Tally;
      for (const failure of tally.failures) {
        // The first ones are worth reading; the rest are counted.
        if (shown < 10) process.stdout.write(`${describeFailure(failure)}\n\n`);
        shown += 1;
      }
      total.cases += tally.cases;
      total.told += tally.told;
      total.withheld += tally.withheld;
      total.discarded += tally.discarded;
      total.failures.push(...tally.failures);
    });
    return new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  });
  const codes = await Promise.all(ends);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  process.stdout.write(
    `${total.cases} cases from seed ${seed}: ${total.failures.length} failures; something withheld in ${total.withheld}, records told in ${total.told}; ${total.discarded} of ${models} models discarded; ${seconds} s\n`,
  );
  if (codes.some((code) => code !== 0) || total.failures.length > 0) process.exitCode = 1;
}

async function work(part: number): Promise<void> {
  const server = await startLeakServer();
  for (let model = part; model < models; model += workers) {
    const tally = newTally();
    addResult(tally, await runModel(seed + model, server));
    await new Promise<void>((resolve) =>
      process.send?.(tally, undefined, undefined, () => resolve()),
    );
  }
  await server.close();
  process.disconnect?.();
}
