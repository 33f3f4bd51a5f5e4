/** What a file turned out to be before anyone asks what it is about. */
export type Content =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'table'; readonly rows: readonly TableRow[] };

/** A row of a table; `line` is where it starts in the file, counted from 1. */
export interface TableRow {
  readonly line: number;
  readonly cells: readonly string[];
}
