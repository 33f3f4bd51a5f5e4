import type { Content } from '../content/content.ts';
import type { FileProblem } from '../file-problem.ts';
import type { ImportRecord, RecordContext } from '../kinds/import-record.ts';
import type { Limits } from '../limits.ts';
import type { SourceFacts } from '../load/source-facts.ts';

/** One kind of file. */
export interface Format {
  readonly name: string;
  /** What a number in a report counts. */
  readonly unit: 'line' | 'feature' | 'record';
  readonly recognises: (content: Content) => boolean;
  /** Called only with content that it recognises. */
  readonly read: (content: Content, context: ReadContext) => Reading;
}

export interface ReadContext extends RecordContext {
  readonly limits: Limits;
}

/** Where rows of a file go, and what becomes of those that are there. */
export interface Destination {
  /** What users call the rows: `flow-counts`. */
  readonly name: string;
  readonly subgraph: string;
  readonly table: string;
  readonly key: 'id' | 'pcode';
  /** Columns that are set when a row is new and left alone when it is there. */
  readonly kept: ReadonlySet<string>;
  /** Columns whose new value is made of both: SQL over `t` (there) and `excluded` (given). */
  readonly merged: Readonly<Record<string, string>>;
}

/** Everything that a file says. */
export interface Reading {
  readonly destination: Destination;
  readonly records: readonly ImportRecord[];
  readonly problems: readonly FileProblem[];
  /** What the reader should know although it is no error: sums that differ, rings turned round. */
  readonly notes: readonly string[];
  /** What is known of the sources that records name. */
  readonly sources: readonly SourceFacts[];
}
