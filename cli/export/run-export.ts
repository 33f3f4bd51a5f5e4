import { readConfiguration } from '../../lib/configuration.ts';
import { openStore } from '../import/load/store.ts';
import { importedSubgraphs } from '../import/load/subgraphs.ts';
import { openDatabases } from '../start/databases.ts';
import { isProblem, type Problem, problem } from '../terminal/problem.ts';
import { createTerminal } from '../terminal/terminal.ts';
import type { Exporter } from './exporter.ts';
import { exporters } from './exporters.ts';
import { writeFileWhole, writeOutput } from './write-out.ts';

/** Options of `hub export` as they were typed. */
export interface ExportCommandOptions {
  readonly format: string;
  readonly out?: string;
}

/** Runs the command: the file on standard output or in `--out`, progress on standard error. */
export async function runExport(what: string, options: ExportCommandOptions): Promise<void> {
  const terminal = createTerminal();
  const exporter = chooseExporter(what, options.format);
  const found = isProblem(exporter)
    ? exporter
    : await exportWith(exporter, options, terminal.progress);
  if (found === undefined) {
    terminal.done(`Exported ${what}${options.out === undefined ? '' : ` to ${options.out}`}`);
    return;
  }
  terminal.problem(found);
  process.exitCode = 1;
}

function chooseExporter(what: string, format: string): Exporter | Problem {
  const named = exporters.find(({ name }) => name === what);
  if (named === undefined) {
    const names = exporters.map(({ name }) => name).join(', ');
    return problem(`There is nothing called ${what} to export.`, `Choose one of: ${names}.`);
  }
  return named.format === format
    ? named
    : problem(`${what} are not exported as ${format}.`, `Use --format ${named.format}.`);
}

async function exportWith(
  exporter: Exporter,
  { out }: ExportCommandOptions,
  progress: (text: string) => void,
): Promise<Problem | undefined> {
  const read = readConfiguration(process.env);
  if (read.kind === 'invalid') return problem(read.problems.join(' '), 'Correct the environment.');
  const { HUB_MODE: mode, DATA_DIR: dataDir } = read.configuration;
  progress(`Exporting ${exporter.name}`);
  const subgraphs = [...importedSubgraphs.keys()];
  const options = { environment: process.env, dataDir, subgraphs, share: true };
  const store = openStore(() => openDatabases(options), mode);
  try {
    const parts = exporter.parts(store);
    return await (out === undefined ? writeOutput(parts) : writeFileWhole(out, parts));
  } finally {
    await store.close();
  }
}
