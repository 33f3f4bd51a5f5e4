import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { operationsPerGraph } from './case.ts';
import { features } from './coverage.ts';
import { runKinds, type Tally } from './run-group.ts';
import { type Report, runPart } from './run-part.ts';

/*
 * npm run test:differential -- [--seed N] [--cases N] [--engine hub|hub-apollo|hub-native|stock]
 *   [--runs healthy,faulty,silent] [--workers N]
 *
 * Shares the groups out among processes and adds up what they find.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '100000' },
    engine: { type: 'string', default: 'hub' },
    runs: { type: 'string', default: runKinds.join() },
    workers: { type: 'string', default: String(Math.max(1, availableParallelism() - 1)) },
  },
});
const groups = Math.ceil(Number(values.cases) / operationsPerGraph);
const workers = Math.min(Number(values.workers), groups);
const wanted = values.runs.split(',');
const part = {
  engine: values.engine,
  runs: runKinds.filter((run) => wanted.includes(run)),
  seed: Number(values.seed),
  groups,
  workers,
};
const reports = new Map<number, Report>();
const began = performance.now();

const codes = await Promise.all(
  Array.from({ length: workers }, (_, number) =>
    runPart({ ...part, part: number }, (report) => {
      for (const text of report.texts) process.stdout.write(`\n${text}\n`);
      reports.set(number, report);
      if (process.stderr.isTTY) process.stderr.write(`\r${progress()}\u001b[K`);
    }),
  ),
);
if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
const discarded = sum(({ tally }) => tally.discarded);
const unplannedIn = [...reports.values()].flatMap(({ tally }) => tally.unplannedIn);
const faults = new Set([...reports.values()].flatMap(({ tally }) => Object.keys(tally.faults)));
process.stdout.write(
  [
    `${values.engine}: ${progress()}`,
    `supergraphs: ${groups - discarded} composed, ${discarded} discarded (${((100 * discarded) / groups).toFixed(1)} %), ${sum(({ tally }) => tally.refused)} refused; ${sum(({ tally }) => tally.unplanned)} operations not planned`,
    ...(unplannedIn.length === 0 ? [] : [`not planned in seeds ${unplannedIn.join(', ')}`]),
    `faulty runs: ${sum(({ tally }) => tally.faulty)}, not judged ${sum(({ tally }) => tally.unclear)}; with`,
    ...table(faults, (tally) => tally.faults),
    'cases with',
    ...table(features, (tally) => tally.features),
    '',
  ].join('\n'),
);
if (codes.some((code) => code !== 0) || sum(({ failures }) => failures) > 0) process.exitCode = 1;

function sum(of: (report: Report) => number): number {
  return [...reports.values()].reduce((total, report) => total + of(report), 0);
}

function progress(): string {
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  const cases = sum(({ tally }) => tally.cases);
  return `${cases} of ${groups * operationsPerGraph} cases, ${sum(({ failures }) => failures)} failures, ${seconds} s`;
}

function table(
  names: Iterable<string>,
  of: (tally: Tally) => Readonly<Record<string, number>>,
): string[] {
  return [...names].map((name) => {
    const count = sum(({ tally }) => of(tally)[name] ?? 0);
    return `  ${String(count).padStart(7)}  ${name}`;
  });
}
