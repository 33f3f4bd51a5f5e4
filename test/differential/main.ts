import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { operationsPerGraph } from './case.ts';
import { enginesUnderTest } from './engines.ts';
import { describeFailure, minimalCase } from './minimal-case.ts';
import { newTally, type RunKind, runGroup, type Tally } from './run-group.ts';
import { startSubgraphServer } from './subgraph-server.ts';

/*
 * npm run test:differential -- [--seed N] [--cases N] [--engine hub|hub-apollo|hub-native|stock]
 *   [--runs healthy,faulty,silent] [--workers N]
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '100000' },
    engine: { type: 'string', default: 'hub' },
    runs: { type: 'string', default: 'healthy,faulty,silent' },
    workers: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
    /** Of a worker: which groups are its own. */
    part: { type: 'string' },
  },
});
const seed = Number(values.seed);
const groups = Math.ceil(Number(values.cases) / operationsPerGraph);
const workers = Math.min(Number(values.workers), groups);
const runs = values.runs.split(',') as RunKind[];

interface Report {
  readonly tally: Tally;
  readonly texts: readonly string[];
}

if (values.part === undefined) await lead();
else await work(Number(values.part));

/** Shares the groups out among processes and adds up what they find. */
async function lead(): Promise<void> {
  const reports = new Map<number, Report>();
  const began = performance.now();
  const file = fileURLToPath(import.meta.url);
  const sum = (of: (tally: Tally) => number): number =>
    [...reports.values()].reduce((total, { tally }) => total + of(tally), 0);
  const line = (): string => {
    const seconds = ((performance.now() - began) / 1000).toFixed(0);
    return `${sum(({ cases }) => cases)} of ${groups * operationsPerGraph} cases, ${sum(({ failures }) => failures.length)} failures, ${seconds} s`;
  };
  const ends = Array.from({ length: workers }, (_, part) => {
    const child = fork(file, [
      ...process.argv.slice(2),
      '--workers',
      String(workers),
      '--part',
      String(part),
    ]);
    child.on('message', (message: Report) => {
      for (const text of message.texts) process.stdout.write(`\n${text}\n`);
      reports.set(part, message);
      if (process.stderr.isTTY) process.stderr.write(`\r${line()}\u001b[K`);
    });
    return new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? 1)));
  });
  const codes = await Promise.all(ends);
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
  const faults: Record<string, number> = {};
  for (const { tally } of reports.values()) {
    for (const [name, count] of Object.entries(tally.faults)) {
      faults[name] = (faults[name] ?? 0) + count;
    }
  }
  const discarded = sum((tally) => tally.discarded);
  process.stdout.write(
    [
      `${values.engine}: ${line()}`,
      `supergraphs: ${groups - discarded} composed, ${discarded} discarded (${((100 * discarded) / groups).toFixed(1)} %), ${sum(({ refused }) => refused)} refused; ${sum(({ unplanned }) => unplanned)} operations not planned`,
      `faulty runs: ${sum(({ faulty }) => faulty)}, not judged ${sum(({ unclear }) => unclear)}; ${JSON.stringify(faults)}`,
      '',
    ].join('\n'),
  );
  if (codes.some((code) => code !== 0) || sum(({ failures }) => failures.length) > 0)
    process.exitCode = 1;
}

async function work(part: number): Promise<void> {
  const under = enginesUnderTest.find(({ name }) => name === values.engine);
  if (under === undefined) throw new Error(`There is no engine ${values.engine}.`);
  const server = await startSubgraphServer();
  const tally = newTally();
  for (let group = part; group < groups; group += workers) {
    const before = tally.failures.length;
    await runGroup(seed + group, under, server, tally, runs);
    const texts: string[] = [];
    for (const failure of tally.failures.slice(before)) {
      // The first ones are worth the time; the rest are counted.
      if (tally.failures.length <= 5)
        texts.push(describeFailure(await minimalCase(failure, under, server)));
    }
    const last = group + workers >= groups;
    if (texts.length > 0 || last || (group - part) % (5 * workers) === 0) {
      const lean = { ...tally, failures: tally.failures.map(() => null) };
      await new Promise<void>((resolve) =>
        process.send?.({ tally: lean, texts }, undefined, undefined, () => resolve()),
      );
    }
  }
  await server.close();
  process.disconnect?.();
}
