import type { SubgraphContext } from '../context.ts';
import type { Resolver } from '../subgraph-schema.ts';
import type { StoredAnswer } from './idempotency.ts';
import { inWriteTransaction, type WriteTransaction } from './transaction.ts';
import { type WriteBindings, type WriteContext, writeContext } from './write-context.ts';

/** What lies below a write context; for the kit's own mutations. */
export interface Below {
  readonly bindings: WriteBindings;
  readonly transaction: WriteTransaction;
}

export interface MutationOptions<Args> {
  /** Roles of which one is enough. */
  readonly roles: readonly string[];
  /**
   * Writes, all in one transaction, and gives the payload's fields: a record by its id. A repeat with
   * the same `idempotencyKey` is given the same ids, and the records as they then are.
   */
  readonly handle: (write: WriteContext, args: Args, below: Below) => Promise<StoredAnswer>;
}

/** A field of Mutation that writes; it takes `idempotencyKey: ID!`. */
export interface MutationDefinition {
  readonly field: string;
  readonly roles: readonly string[];
  readonly handle: (
    write: WriteContext,
    args: Readonly<Record<string, unknown>>,
    below: Below,
  ) => Promise<StoredAnswer>;
}

/**
 * Declares a field of Mutation that has no standard form.
 *
 * @typeParam Args its arguments, as the contract has them
 */
export function defineMutation<Args extends object>(
  field: string,
  { roles, handle }: MutationOptions<Args>,
): MutationDefinition {
  // graphql-js has held the arguments to the contract by the time that they come here.
  return { field, roles, handle: (write, args, below) => handle(write, args as Args, below) };
}

/** The resolver of a field of Mutation. */
export function mutationResolver(
  { field, roles, handle }: MutationDefinition,
  bindings: WriteBindings,
): Resolver<SubgraphContext> {
  return (_root, args: Readonly<Record<string, unknown>>, context) =>
    inWriteTransaction({ field, roles, args }, context, (transaction) =>
      handle(writeContext(bindings, transaction), args, { bindings, transaction }),
    );
}
