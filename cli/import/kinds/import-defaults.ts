import type { Marking } from './marking.ts';

/** What the command says about all records of the file; a record's own values come first. */
export interface ImportDefaults {
  readonly owner: string | null;
  readonly source: string | null;
  readonly marking: Partial<Marking>;
}
