import type { Row, Subgraph, TableRows } from '@entente/kit';
import type { Draw } from './draw.ts';
import type { Records } from './records.ts';

/** A subgraph whose writes are drawn, with what its contract does not say of good values. */
export interface WrittenDomain {
  readonly subgraph: Subgraph;
  /** What everybody may see, and no mutation writes. */
  readonly facts?: TableRows;
  /** Records that no mutation makes. */
  readonly rows?: (draw: Draw) => TableRows;
  /** Input type -> fields that are always given, so that most inputs are good ones. */
  readonly inputs?: Readonly<Record<string, (draw: Draw) => Row>>;
  /** Field of an input -> its value, where it is given. */
  readonly values?: Readonly<Record<string, (draw: Draw) => unknown>>;
  /** Type that stands elsewhere -> keys that are good. */
  readonly keys?: Readonly<Record<string, readonly (string | number)[]>>;
  /** Argument, or field of an input, with ids that the contract does not say the type of. */
  readonly references?: Readonly<Record<string, string>>;
  /** Fields that say how long ago something was: never the same twice. */
  readonly elapsed?: readonly string[];
  /** Type -> types whose records its own are often about, though they need not be. */
  readonly alongside?: Readonly<Record<string, readonly string[]>>;
  /** Fields of Mutation whose new record is marked as what it is about, where no marking is given. */
  readonly markedAsSubject?: readonly string[];
  /** Field of Mutation -> records that it has something to do with. */
  readonly about?: Readonly<Record<string, (record: Row, records: Records) => boolean>>;
  /** Field of Mutation -> arguments that fit the record that it is about. */
  readonly arguments?: Readonly<Record<string, (draw: Draw, record: Row, records: Records) => Row>>;
  /** Until when (milliseconds) a row is released to its owner and these partners alone. */
  readonly embargo?: (
    type: string,
    row: Row,
  ) => { readonly until: number; readonly exceptFor: readonly unknown[] } | null;
}
