/** What one file may hold. Larger files are split by the sender: a report on them could not be read. */
export interface Limits {
  readonly bytes: number;
  /** Rows of a table, features of a collection or figures of a publication. */
  readonly records: number;
  /** Characters of one cell or property. */
  readonly cell: number;
  /** Positions of one polygon. */
  readonly positions: number;
}

export const defaultLimits: Limits = {
  bytes: 64 * 1024 * 1024,
  records: 200_000,
  cell: 10_000,
  positions: 100_000,
};
