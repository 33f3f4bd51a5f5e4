import { exitCode, type ImportReport } from './import-report.ts';

/** Problems shown to people; `--json` gives all. */
const shownProblems = 50;

/** The report as lines for people. */
export function printReport(report: ImportReport): readonly string[] {
  return [
    ...report.problems.slice(0, shownProblems).map((problem) => problemLine(report, problem)),
    ...(report.problems.length > shownProblems
      ? [`… and ${report.problems.length - shownProblems} more; --json lists them all.`]
      : []),
    ...report.notes.map((note) => `Note: ${note}`),
    ...report.newSources.map((title) => `New source: ${title}`),
    summary(report),
    // What a file holds must not move the cursor or colour the terminal.
  ].map((line) => line.replaceAll(/\p{Cc}/gu, '?'));
}

function problemLine(
  { unit }: ImportReport,
  { at, column, value, wrong, advice }: ImportReport['problems'][number],
): string {
  const where = [at === null ? 'file' : `${unit} ${at}`, column].filter((part) => part !== null);
  const shown = value === null ? '' : ` "${value}":`;
  return `${where.join(', ')}:${shown} ${wrong} ${advice}`;
}

function summary(report: ImportReport): string {
  const { file, records, changes, bad, unit, outcome } = report;
  const counted = `${bad} ${unit}${bad === 1 ? '' : 's'}`;
  if (changes === null) {
    const fixable = report.problems.every(({ at }) => at !== null);
    const choice = fixable ? ', or repeat with --skip-bad to import the rest' : '';
    const found = fixable ? `${counted} of it cannot be imported` : 'it cannot be imported';
    return `${file}: nothing was written, ${found}. Correct the file${choice}.`;
  }
  const { added, changed, unchanged } = changes;
  const counts = `${added} new, ${changed} changed, ${unchanged} unchanged`;
  const skipped = exitCode(report) === 2 ? `, ${counted} skipped` : '';
  const prefix = outcome === 'checked' ? 'would import' : 'imported';
  return `${file}: ${prefix} ${records}: ${counts}${skipped}.`;
}
