import { resolve } from 'node:path';
import { prepareDatabase } from '@entente/kit';
import { type Command, InvalidArgumentError } from 'commander';
import { isProblem } from '../../cli/terminal/problem.ts';
import { createTerminal } from '../../cli/terminal/terminal.ts';
import { createAsker } from './asker.ts';
import { explainQuery, type StatementPlan } from './explain.ts';
import { measureQuery, type Throughput } from './measure.ts';
import { openMediumExercise } from './medium-exercise.ts';
import { startSubgraph } from './start-subgraph.ts';
import { typicalQueries } from './typical-queries.ts';

interface Measured {
  readonly name: string;
  readonly subgraph: string;
  /** Asked for a partner that sees what is released to it. */
  readonly throughput: Throughput;
  /** The same query of a subgraph that shows everything to everyone. */
  readonly open: Throughput;
  readonly statements: readonly StatementPlan[];
}

export function registerSubgraphs(program: Command): void {
  program
    .command('subgraphs')
    .summary('five typical queries of the subgraphs')
    .description(
      `Sends five typical queries to the subgraphs, each in a process of its own, over a medium exercise
(about 500 thousand rows; loaded at the first run, kept in .data/bench). Prints requests per second
and how PostgreSQL runs the statements. Ends with 1 when a plan reads a large table from end to end.`,
    )
    .option('--seconds <number>', 'how long each query is sent', positive, 5)
    .option('--json', 'print the figures as JSON on standard output')
    .action(async (options: { readonly seconds: number; readonly json?: boolean }) => {
      const measured = await run(options.seconds);
      process.stdout.write(options.json ? `${JSON.stringify(measured)}\n` : table(measured));
      const whole = measured.flatMap(({ statements }) => statements).filter(readsWhole);
      if (whole.length > 0) process.exitCode = 1;
    });
}

async function run(seconds: number): Promise<readonly Measured[]> {
  const terminal = createTerminal();
  const exercise = await openMediumExercise(resolve('.data/bench'), terminal);
  if (isProblem(exercise)) {
    terminal.problem(exercise);
    return process.exit(1);
  }
  const keys = resolve('.data/bench/keys.json');
  const asker = await createAsker(keys);
  try {
    const measured: Measured[] = [];
    for (const query of typicalQueries(exercise.world)) {
      const subgraph = query.subgraph.definition.name;
      terminal.progress(`${query.name} (${subgraph})`);
      const url = await exercise.urlOf(subgraph);
      const measure = async (path: string | null) => {
        const running = await startSubgraph(subgraph, url, path);
        const headers = path === null ? {} : await asker.headers(subgraph);
        return measureQuery(query, running.endpoint, seconds, headers).finally(running.stop);
      };
      const open = await measure(null);
      const throughput = await measure(keys);
      const rights = await prepareDatabase(query.subgraph, url, 'exercise');
      const statements = await explainQuery(query, url, rights);
      measured.push({ name: query.name, subgraph, throughput, open, statements });
      terminal.done(`${query.name} (${subgraph})`);
    }
    return measured;
  } finally {
    await exercise.close();
  }
}

function table(measured: readonly Measured[]): string {
  const lines = measured.flatMap(({ name, subgraph, throughput, open, statements }) => [
    '',
    `${name} (${subgraph})`,
    `  ${throughput.requestsPerSecond.toFixed(0)} requests/s, median ${throughput.latency.median} ms, 99% ${throughput.latency.p99} ms, ${throughput.answerBytes} bytes an answer`,
    `  ${open.requestsPerSecond.toFixed(0)} requests/s where it is open to all`,
    ...statements.map((plan) => {
      const how = readsWhole(plan)
        ? `reads ${plan.scannedWhole.join(', ')} from end to end`
        : `uses ${plan.indexes.join(', ') || 'no table'}`;
      return `  ${plan.milliseconds.toFixed(1)} ms  ${how}\n          ${plan.sql.slice(0, 120)}...`;
    }),
  ]);
  return `${lines.join('\n')}\n`;
}

function readsWhole({ scannedWhole }: StatementPlan): boolean {
  return scannedWhole.length > 0;
}

function positive(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) {
    throw new InvalidArgumentError('Write a whole number of 1 or more.');
  }
  return number;
}
