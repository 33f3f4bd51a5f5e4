import type { Cell } from './cell.ts';

/**
 * SQL for the text of a value that `readCell` reads back; null stays null. Columns and paths come
 * from the kinds of this folder's neighbours, never from a user.
 */
export function cellText(cell: Cell, sql: string): string {
  switch (cell.kind) {
    case 'text':
    case 'sentences':
    case 'code':
    case 'partner':
    case 'reference':
    case 'id':
      return `btrim(${sql})`;
    case 'codes':
    case 'recipients':
      return `array_to_string(${sql}, ' ')`;
    case 'day':
      return `to_char(${sql}, 'YYYY-MM-DD')`;
    case 'instant':
      return `to_char(${sql} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
    case 'count':
    case 'measure':
    case 'degrees':
    case 'flag':
      return `(${sql})::text`;
  }
}
