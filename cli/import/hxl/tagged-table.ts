import type { TableRow } from '../content/content.ts';
import { headerRows } from '../content/parse-table.ts';
import { normaliseTag } from './tag.ts';

/** A table whose columns are named by a row of HXL tags. */
export interface TaggedTable {
  readonly tagLine: number;
  /** Normalised tag of each column; null for a column without one, which is not read. */
  readonly tags: readonly (string | null)[];
  /** The rows below the tags. */
  readonly rows: readonly TableRow[];
}

/** The table below its row of tags; null when none of the first rows is one. */
export function taggedTable(rows: readonly TableRow[]): TaggedTable | null {
  const index = rows.slice(0, headerRows).findIndex(isTagRow);
  const tagRow = rows[index];
  if (tagRow === undefined) return null;
  return {
    tagLine: tagRow.line,
    tags: tagRow.cells.map(normaliseTag),
    rows: rows.slice(index + 1),
  };
}

function isTagRow(row: TableRow): boolean {
  const filled = row.cells.filter((cell) => cell !== '');
  return filled.length > 0 && filled.every((cell) => normaliseTag(cell) !== null);
}
