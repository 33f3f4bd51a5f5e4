import { CsvError, parse } from 'csv-parse/sync';
import { type FileProblem, fileProblem } from '../file-problem.ts';
import type { Limits } from '../limits.ts';
import type { Content, TableRow } from './content.ts';

/** Rows of a CSV text (RFC 4180; comma, semicolon or tab), blank rows left out. */
export function parseTable(text: string, limits: Limits): Content | FileProblem {
  const rows: TableRow[] = [];
  let line = 1;
  let count = 0;
  try {
    // Line breaks in one form: those within cells would be counted twice otherwise.
    parse(text.replaceAll('\r\n', '\n'), {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      max_record_size: limits.cell * 100,
      // One above the limit, to notice that there is more.
      to: limits.records + headerRows + 1,
      on_record: (record: string[], { lines }) => {
        const cells = record.map((cell) => cell.trim());
        if (cells.some((cell) => cell !== '')) rows.push({ line, cells });
        // `lines` counts the lines read so far: a quoted cell may span several.
        line = lines + 1;
        count += 1;
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return broken(error, line);
  }
  if (count > limits.records + headerRows) {
    return fileProblem(
      null,
      null,
      null,
      `The file has more than ${limits.records} rows.`,
      'Split it into several files and import them one after another.',
    );
  }
  return { kind: 'table', rows };
}

/** The tag row stands within the first 25 rows (HXL 1.1, tagging conventions). */
export const headerRows = 25;

/** The separator between tags shows the file's delimiter better than any data row. */
function delimiterOf(text: string): string {
  const tags = /^[ \t",;]*#\s*[a-z].*$/im.exec(text)?.[0] ?? '';
  const count = (delimiter: string) => tags.split(delimiter).length;
  return [';', '\t'].find((delimiter) => count(delimiter) > count(',')) ?? ',';
}

/** `line` is where the row begins: that is where a quotation mark went wrong. */
function broken(error: CsvError, line: number): FileProblem {
  return fileProblem(
    line,
    null,
    null,
    error.code === 'CSV_MAX_RECORD_SIZE'
      ? 'A row is longer than a row may be; a quotation mark may not be closed.'
      : 'The row is not CSV: a quotation mark is not closed or stands inside a cell.',
    'Put cells that hold quotation marks in quotation marks and double those inside (RFC 4180).',
  );
}
