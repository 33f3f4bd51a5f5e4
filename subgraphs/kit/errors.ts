import { GraphQLError } from 'graphql';
import type { ErrorCode } from '../../lib/errors.ts';

/**
 * An error that the client may read: a code of the hub's catalogue and a text that says what is
 * wrong with the request and what to do. Everything else that a resolver throws is masked.
 */
export function clientError(
  code: ErrorCode,
  message: string,
  extensions: Readonly<Record<string, unknown>> = {},
): GraphQLError {
  return new GraphQLError(message, { extensions: { ...extensions, code } });
}

/** A contract and its implementation do not fit: a defect of the subgraph, found at start. */
export class SubgraphDefinitionError extends Error {
  override readonly name = 'SubgraphDefinitionError';
}

/** Why a database cannot be used, with what to do. Meant for the operator's terminal. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError';
}
