import type { FileProblem } from './file-problem.ts';
import type { Changes } from './load/write-rows.ts';

/** What an import did, or would do. Printed for people, or as JSON with `--json`. */
export interface ImportReport {
  readonly file: string;
  /** Name of the format; null when the file is in none. */
  readonly format: string | null;
  /** `flow-counts`; null when the file is in no format. */
  readonly records: string | null;
  /** What `at` in a problem counts. */
  readonly unit: 'line' | 'feature' | 'record';
  /** `refused`: nothing was written. `checked`: a dry run. */
  readonly outcome: 'written' | 'checked' | 'refused';
  /** Null when refused. */
  readonly changes: Changes | null;
  /** Titles of sources that the hub did not have. */
  readonly newSources: readonly string[];
  /** Lines, features or records with a problem. */
  readonly bad: number;
  readonly problems: readonly FileProblem[];
  readonly notes: readonly string[];
}

/** 0: all is in. 1: nothing was written. 2: written without the bad ones (`--skip-bad`). */
export function exitCode({ outcome, bad }: ImportReport): 0 | 1 | 2 {
  if (outcome === 'refused') return 1;
  return bad === 0 ? 0 : 2;
}
