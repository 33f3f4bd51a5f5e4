import type { Visibility } from '@entente/kit';
import type { Operation } from './operation.ts';
import type { Agreement } from './partners.ts';
import type { RecordStore } from './records.ts';
import type { WrittenDomain } from './written-domain.ts';

/** An answer as it came: the body, and what else could tell something. */
export interface Answered {
  readonly body: string;
  readonly headers: string;
}

/** One of two databases with the same subgraph over it. */
export interface Side {
  readonly ask: (caller: Visibility, operation: Operation) => Promise<Answered>;
  readonly records: RecordStore;
}

export interface Sides {
  readonly domain: WrittenDomain;
  readonly agreements: readonly Agreement[];
  /** All that there is. */
  readonly whole: Side;
  /** What there would be, had nothing that is withheld from the caller ever been there. */
  readonly twin: Side;
}
