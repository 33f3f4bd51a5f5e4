import type { Cell } from '../../cli/import/cells/cell.ts';
import type { Column } from '../../cli/import/kinds/record-kind.ts';

/** The tags of a kind as the guide shows them. */
export function tagTable(columns: readonly Column[], key: readonly string[]): string {
  const rows = columns.map(({ name, tag, header, cell, required }) => [
    `\`${tag}\``,
    header,
    formOf(cell),
    [...(required ? ['required'] : []), ...(key.includes(name) ? ['key'] : [])].join(', '),
  ]);
  const head = ['tag', 'column', 'form', ''];
  const widths = head.map((_, n) =>
    Math.max(3, ...[head, ...rows].map((row) => row[n]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [line(head), rule, ...rows.map(line)].join('\n');
}

function formOf(cell: Cell): string {
  switch (cell.kind) {
    case 'code':
    case 'codes':
      return `\`${cell.enum}\``;
    case 'reference':
      return cell.table === 'place' ? 'P-code' : 'code of a crossing';
    case 'partner':
      return 'code of a partner';
    case 'recipients':
      return 'codes of partners or groups';
    case 'text':
    case 'sentences':
      return 'text';
    case 'id':
      return 'id of a record';
    case 'day':
      return 'day';
    case 'instant':
      return 'instant or day';
    case 'count':
      return 'whole number';
    case 'measure':
      return 'number';
    case 'degrees':
      return 'decimal degrees';
    case 'flag':
      return 'true or false';
  }
}
