import { readConfiguration } from '../../lib/configuration.ts';
import { openDatabases } from '../start/databases.ts';
import { isProblem, problem } from '../terminal/problem.ts';
import { createTerminal } from '../terminal/terminal.ts';
import { importFile } from './import-file.ts';
import { type ImportOptionTexts, readImportOptions } from './import-options.ts';
import { exitCode } from './import-report.ts';
import { openStore } from './load/store.ts';
import { importedSubgraphs } from './load/subgraphs.ts';
import { printReport } from './print-report.ts';

/** Options of `hub import` as they were typed. */
export interface ImportCommandOptions extends ImportOptionTexts {
  readonly dryRun?: true;
  readonly skipBad?: true;
  readonly json?: true;
}

/** Runs the command: report on standard output, progress on standard error, exit code set. */
export async function runImport(file: string, options: ImportCommandOptions): Promise<void> {
  const terminal = createTerminal();
  const report = await importWith(file, options, terminal.progress);
  if (isProblem(report)) {
    terminal.problem(report);
    process.exitCode = 1;
    return;
  }
  terminal.done(`Read ${file}`);
  const lines = options.json ? [JSON.stringify(report, null, 2)] : printReport(report);
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = exitCode(report);
}

async function importWith(
  file: string,
  options: ImportCommandOptions,
  progress: (text: string) => void,
) {
  const read = readConfiguration(process.env);
  if (read.kind === 'invalid') return problem(read.problems.join(' '), 'Correct the environment.');
  const { HUB_MODE: mode, DATA_DIR: dataDir } = read.configuration;
  const now = new Date();
  const values = readImportOptions(options, now);
  if (isProblem(values)) return values;
  const store = openStore(
    () =>
      openDatabases({
        environment: process.env,
        dataDir,
        subgraphs: [...importedSubgraphs.keys()],
        share: true,
        onFirstStart: () => progress(`Preparing ${dataDir}`),
      }),
    mode,
  );
  try {
    return await importFile(file, store, {
      dryRun: options.dryRun ?? false,
      skipBad: options.skipBad ?? false,
      ...values,
      now,
      progress,
    });
  } finally {
    await store.close();
  }
}
