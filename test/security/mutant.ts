/** A rule, switched off: its test must fail. */
export interface Mutant {
  /** What is no longer held. */
  readonly name: string;
  /** Relative to the root of the tree. */
  readonly file: string;
  /** Text that stands in the file once. */
  readonly find: string;
  readonly replace: string;
  /** The test's file, relative to the root of the tree. */
  readonly test: string;
}
