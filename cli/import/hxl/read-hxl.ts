import type { CellValue } from '../cells/cell.ts';
import { readCell } from '../cells/read-cell.ts';
import type { TableRow } from '../content/content.ts';
import { type FileProblem, fileProblem } from '../file-problem.ts';
import { type ImportRecord, importRecord, type RecordContext } from '../kinds/import-record.ts';
import { lacksOfFile } from '../kinds/lacks.ts';
import { recordColumns } from '../kinds/record-columns.ts';
import type { Column, RecordKind, Values } from '../kinds/record-kind.ts';
import { unguardFormula } from './formula-guard.ts';
import type { TaggedTable } from './tagged-table.ts';

/** What the rows of a tagged table say. */
export interface HxlReading {
  readonly records: readonly ImportRecord[];
  readonly problems: readonly FileProblem[];
  readonly notes: readonly string[];
  /** Columns of the kind that the file has: those it lacks stay as they are in the database. */
  readonly given: ReadonlySet<string>;
}

/** Reads every row below the tags, good or bad. */
export function readHxl(kind: RecordKind, table: TaggedTable, context: RecordContext): HxlReading {
  const columns = [...kind.columns, ...recordColumns];
  const byTag = new Map(columns.map((column) => [column.tag, column]));
  const layout = table.tags.map((tag) => byTag.get(tag ?? '') ?? null);
  const given = new Set(layout.flatMap((column) => (column === null ? [] : [column.name])));
  const unread = table.tags.filter((tag) => tag !== null && !byTag.has(tag));
  const notes = unread.map((tag) => `Column ${tag} is not part of ${kind.name} and is not read.`);
  const problems = [...checkTags(columns, table), ...lacksOfFile(kind, given, context.defaults)];
  if (problems.length > 0) return { records: [], problems, notes, given };

  const records: ImportRecord[] = [];
  for (const row of table.rows) {
    const { values, bad } = readRow(layout, row, context);
    if (bad.length > 0) {
      problems.push(...bad);
      continue;
    }
    const record = importRecord(kind, row.line, values, context);
    if ('wrong' in record) problems.push(record);
    else records.push(record);
  }
  if (table.rows.length === 0) {
    problems.push(
      fileProblem(table.tagLine, null, null, 'No rows below the tags.', 'Check the export.'),
    );
  }
  return { records, problems, notes, given };
}

function checkTags(columns: readonly Column[], table: TaggedTable): FileProblem[] {
  const missing = columns
    .filter(({ required, tag }) => required && !table.tags.includes(tag))
    .map(({ tag, header }) =>
      fileProblem(
        table.tagLine,
        tag,
        null,
        'This column is missing.',
        `Add ${header} with this tag.`,
      ),
    );
  const repeated = table.tags
    .filter((tag, n) => tag !== null && table.tags.indexOf(tag) !== n)
    .map((tag) =>
      fileProblem(table.tagLine, tag, null, 'Two columns have this tag.', 'Remove one of them.'),
    );
  return [...missing, ...repeated];
}

function readRow(
  layout: readonly (Column | null)[],
  row: TableRow,
  context: RecordContext,
): { readonly values: Values; readonly bad: readonly FileProblem[] } {
  const values: Record<string, CellValue> = {};
  const bad: FileProblem[] = [];
  layout.forEach((column, n) => {
    if (column === null) return;
    const cell = unguardFormula(row.cells[n] ?? '');
    if (cell === '') {
      values[column.name] = null;
      if (column.required) {
        bad.push(fileProblem(row.line, column.tag, null, 'A value is missing.', 'Fill it in.'));
      }
      return;
    }
    const read = readCell(column.cell, cell, context);
    if ('wrong' in read) {
      bad.push(fileProblem(row.line, column.tag, cell, read.wrong, read.advice));
    } else {
      values[column.name] = read.value;
    }
  });
  if (row.cells.slice(layout.length).some((cell) => cell !== '')) {
    bad.push(
      fileProblem(
        row.line,
        null,
        null,
        'The row has more cells than there are tags.',
        'Put cells that hold the separator in quotation marks.',
      ),
    );
  }
  return { values, bad };
}
