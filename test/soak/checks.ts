import type { ClientsReport } from './clients.ts';
import type { Fault } from './failing-subgraph.ts';
import { judgeFlatness, type Sample } from './samples.ts';

export interface Check {
  readonly name: string;
  readonly passed: boolean;
  /** What was measured; what went wrong. */
  readonly detail: string;
}

/** All that a run left behind. */
export interface RunRecord {
  readonly report: ClientsReport;
  readonly missing: readonly string[];
  readonly faults: Readonly<Record<Fault, number>>;
  readonly swaps: {
    readonly taken: number;
    readonly refused: number;
    readonly longest: number;
    readonly problems: readonly string[];
  };
  /** Requests that a subgraph still held when no client waited any more. */
  readonly held: number;
  readonly unexpected: readonly string[];
  readonly survived: boolean;
  readonly exitCode: number | null;
  readonly swapping: readonly Sample[];
  readonly steady: readonly Sample[];
  /** Long enough for every fault, and for memory to settle. */
  readonly long: boolean;
}

const megabyte = 1024 * 1024;

/** The judgement over a run. Pure. */
export function judgeRun(run: RunRecord): readonly Check[] {
  const { report, swaps, long } = run;
  const { right, absent, partial, aborted, wrong, lost, longest } = report;
  const all = right + absent + partial;
  const check = (name: string, problems: readonly string[], measured: string): Check => ({
    name,
    passed: problems.length === 0,
    detail: problems.length === 0 ? measured : problems.join('\n    '),
  });
  const untried = [
    ...run.missing,
    ...(long ? Object.entries(run.faults).flatMap(([name, n]) => (n === 0 ? [name] : [])) : []),
    ...(partial === 0 ? ['partial answers'] : []),
    ...(aborted === 0 ? ['aborts'] : []),
  ].map((name) => `${name} did not happen`);
  const flat = (
    name: string,
    values: readonly (number | undefined)[],
    share: number,
    slack: number,
    unit: number,
  ): readonly Check[] => {
    const known = values.filter((value) => value !== undefined);
    if (known.length === 0) return [];
    const { flat: passed, from, to } = judgeFlatness(known, share, slack * unit);
    const shown = (value: number) => (value / unit).toFixed(unit === 1 ? 0 : 1);
    const detail = `${shown(from)} -> ${shown(to)}${unit === 1 ? '' : ' MB'} (${known.length} samples)`;
    return [{ name, passed, detail }];
  };
  const slack = long ? 3 : 40;
  const both = [...run.swapping, ...run.steady];
  return [
    check('every answer is right for its graph', wrong, `${all} answers, ${partial} partial`),
    check(
      'no request is lost',
      lost,
      `${aborted} aborted, the longest took ${Math.round(longest.time)} ms (${longest.kind})`,
    ),
    check(
      'everything was tried',
      untried,
      Object.entries(report.byKind)
        .map(([kind, count]) => `${kind} ${count}`)
        .join(', '),
    ),
    check(
      'every graph is taken in or refused',
      swaps.problems,
      `${swaps.taken} and ${swaps.refused}, each within ${Math.round(swaps.longest)} ms`,
    ),
    check(
      'nothing runs on for clients who left',
      run.held === 0 ? [] : [`${run.held} requests are still held`],
      'no request is held',
    ),
    check('nothing unexpected in the log', run.unexpected, 'no line'),
    check(
      'the gateway stays up, and ends when told',
      run.survived && run.exitCode === 0 ? [] : [`up: ${run.survived}, exit: ${run.exitCode}`],
      'exit 0',
    ),
    ...flat('memory, graphs changing', memoryOf(run.swapping), 0.05, slack, megabyte),
    ...flat('memory, caches filled', memoryOf(run.steady), 0.05, slack, megabyte),
    ...flat(
      'handles',
      both.map(({ resources }) => resources),
      0.1,
      20,
      1,
    ),
    ...flat(
      'file descriptors',
      both.map(({ files }) => files),
      0.1,
      20,
      1,
    ),
    ...flat(
      'planners',
      run.steady.map(({ planners }) => planners),
      0.1,
      long ? 24 : 64,
      megabyte,
    ),
  ];
}

function memoryOf(samples: readonly Sample[]): readonly number[] {
  return samples.map(({ memory }) => memory);
}
