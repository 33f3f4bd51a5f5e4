import { resolve } from 'node:path';
import { DatabaseError, parseDay } from '@entente/kit';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readConfiguration } from '../../lib/configuration.ts';
import { openDatabases } from '../start/databases.ts';
import { isProblem, type Problem, problem } from '../terminal/problem.ts';
import { createTerminal, type Terminal } from '../terminal/terminal.ts';
import { generators } from './generators.ts';
import { type LoadedExercise, loadExercise } from './load-exercise.ts';
import { defaultSeed, lastDay } from './load-small.ts';
import { prepareDomains } from './prepare-domains.ts';
import type { ExerciseSize } from './sizes.ts';

interface ExerciseCommandOptions {
  readonly size: ExerciseSize;
  readonly seed: number;
  readonly until: string;
  readonly json?: boolean;
}

export function registerExercise(program: Command): void {
  program
    .command('exercise')
    .summary('fill the databases with an exercise')
    .description(
      `Fills the databases with the records of an exercise in a fictional territory, in place of the
exercise that is there. The same seed, size and last day give the same records. In exercise mode only.`,
    )
    .addOption(
      new Option('--size <size>', 'about 5 thousand or 500 thousand rows')
        .choices(['small', 'medium'])
        .default('small'),
    )
    .option('--seed <number>', 'which exercise of this size', wholeNumber, defaultSeed)
    .option('--until <day>', 'its last day, like 2026-11-22', existingDay, lastDay())
    .option('--json', 'print what was loaded as JSON on standard output')
    .action(async (options: ExerciseCommandOptions) => {
      const terminal = createTerminal();
      const outcome = await run(options, terminal);
      if (isProblem(outcome)) {
        terminal.problem(outcome);
        process.exitCode = 1;
      } else if (options.json) {
        process.stdout.write(`${JSON.stringify({ ...outcome.options, rows: outcome.rows })}\n`);
      }
    });
}

async function run(
  { size, seed, until }: ExerciseCommandOptions,
  terminal: Terminal,
): Promise<LoadedExercise | Problem> {
  const read = readConfiguration(process.env);
  if (read.kind === 'invalid') {
    return problem(read.problems.join(' '), 'See docs/configuration.md.');
  }
  const { HUB_MODE, DATA_DIR } = read.configuration;
  if (HUB_MODE !== 'exercise') {
    return problem(
      'HUB_MODE is real: no exercise is loaded where real data is kept.',
      'Use another DATA_DIR, with HUB_MODE=exercise.',
    );
  }
  terminal.progress('Opening the databases');
  const databases = await openDatabases({
    environment: process.env,
    dataDir: resolve(DATA_DIR),
    subgraphs: generators.map(({ subgraph }) => subgraph),
    share: true,
  });
  if (isProblem(databases)) return databases;
  try {
    await prepareDomains(databases.url, HUB_MODE);
    const loaded = await loadExercise(
      databases.url,
      { seed, size, until },
      (rows, expected, subgraph) => terminal.progress(bar(rows, expected, subgraph)),
    );
    if (!isProblem(loaded)) {
      const rows = Object.values(loaded.rows).reduce((sum, count) => sum + count, 0);
      terminal.done(`The exercise is loaded: ${rows} rows until ${until}`);
    }
    return loaded;
  } catch (error) {
    if (error instanceof DatabaseError) return problem(error.message, '');
    throw error;
  } finally {
    await databases.close();
  }
}

function bar(rows: number, expected: number, subgraph: string): string {
  const width = 30;
  const done = Math.round((width * rows) / expected);
  const share = Math.round((100 * rows) / expected);
  return `${'█'.repeat(done)}${'░'.repeat(width - done)} ${share} % ${subgraph}`;
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new InvalidArgumentError('Write a whole number of 0 or more.');
  }
  return number;
}

function existingDay(text: string): string {
  if (parseDay(text) === null) throw new InvalidArgumentError('Write a day like 2026-11-22.');
  return text;
}
