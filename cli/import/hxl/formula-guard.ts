/**
 * Spreadsheets run a cell that begins with one of these characters as a formula. An apostrophe in
 * front makes it text. Cells that look guarded already get one more, so that `unguardFormula`
 * gives back exactly what was written.
 */
const dangerous = /^'*[=+\-@\t\r]/;

/** A text that no spreadsheet runs. */
export function guardFormula(text: string): string {
  return dangerous.test(text) ? `'${text}` : text;
}

/** The text that `guardFormula` was given. */
export function unguardFormula(cell: string): string {
  return cell.startsWith("'") && dangerous.test(cell) ? cell.slice(1) : cell;
}
