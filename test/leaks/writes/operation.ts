/** One operation with its variables. */
export interface Operation {
  /** The field of Mutation; null for a question. */
  readonly field: string | null;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}
