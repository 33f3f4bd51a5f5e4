import type { Cell, CellValue } from '../cells/cell.ts';

/** Values of one row, by the name of the column of the kind; null where the file gives none. */
export type Values = Readonly<Record<string, CellValue>>;

/** A row for the database: column to JSON value. */
export type Row = Readonly<Record<string, unknown>>;

/** One value of a record: its tag in files and its place in the table. */
export interface Column {
  readonly name: string;
  /** Normalised HXL tag. */
  readonly tag: string;
  /** What people read above the tag. */
  readonly header: string;
  readonly cell: Cell;
  /** A row without a value here is bad. */
  readonly required: boolean;
  /** The database column that the value is stored in. */
  readonly target: string;
  /** SQL over the alias `t` that gives the value back. */
  readonly sql: string;
}

/** What is wrong with a row whose values are good one by one. */
export interface BadRow {
  readonly tag: string | null;
  readonly wrong: string;
  readonly advice: string;
}

/** A kind of record that files hold. */
export interface RecordKind {
  /** What users call it: `flow-counts`. */
  readonly name: string;
  /** The type in ids: `flow-count`. */
  readonly type: string;
  readonly subgraph: string;
  readonly table: string;
  /** The columns of its own; those that every record has stand in `record-columns.ts`. */
  readonly columns: readonly Column[];
  /** Tags that together appear in no other kind. */
  readonly signature: readonly string[];
  /** Columns that say which fact a row is about; the owner comes in front. */
  readonly naturalKey: readonly string[];
  /** Published to everybody: its marking needs no decision of the person who imports. */
  readonly published: boolean;
  /** When the fact was observed, as far as the values say; instant in ISO 8601. */
  readonly observedAt: (values: Values) => string;
  readonly check: (values: Values) => BadRow | null;
  /** Columns of the table that are the kind's own, from values of its own. */
  readonly toRow: (values: Values, marking: { readonly sensitivity: string }) => Row;
}

export type ColumnOptions = Partial<Pick<Column, 'required' | 'target' | 'sql'>>;

/** A column stored under its own name unless the options say otherwise. */
export function column(
  name: string,
  tag: string,
  header: string,
  cell: Cell,
  options: ColumnOptions = {},
): Column {
  const target = options.target ?? name;
  return {
    name,
    tag,
    header,
    cell,
    target,
    required: options.required ?? false,
    sql: options.sql ?? `t.${target}`,
  };
}

/** Midnight UTC, at which a day begins. */
export function startOfDay(day: CellValue): string {
  return `${String(day)}T00:00:00.000000Z`;
}
