import type { Visibility } from '@entente/kit';

/** A field of Mutation, as it stands in an operation. */
export interface Call {
  readonly field: string;
  readonly alias: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** One operation with its variables. */
export interface Operation {
  /** Its fields of Mutation, as they stand in it; none: a question. */
  readonly calls: readonly Call[];
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** An operation, and who sends it. */
export interface Sent {
  readonly caller: Visibility;
  readonly operation: Operation;
}

/** What a failure shows of an operation. */
export function shown({ caller, operation }: Sent, body: string): string {
  const { partner, purpose, roles } = caller;
  const variables = JSON.stringify(operation.variables);
  return `${partner} ${purpose} ${roles}\n${operation.query}\n${variables}\n${body}`;
}
