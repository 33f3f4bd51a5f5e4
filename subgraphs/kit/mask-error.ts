import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { type ErrorCode, errors } from '../../lib/errors.ts';

/** Errors of the catalogue pass; anything else is logged in full and masked. */
export function maskError(
  subgraph: string,
  formatted: GraphQLFormattedError,
  error: unknown,
): GraphQLFormattedError {
  const code = formatted.extensions?.['code'];
  const known = typeof code === 'string' && code in errors && code !== 'INTERNAL_SERVER_ERROR';
  const original = unwrapResolverError(error);
  // graphql-js reports bad variables and values of the client as plain GraphQLErrors.
  if (known || (original instanceof GraphQLError && code !== 'INTERNAL_SERVER_ERROR')) {
    return formatted;
  }
  process.stderr.write(
    `${JSON.stringify({ level: 'error', subgraph, path: formatted.path, error: describe(original) })}\n`,
  );
  const masked: ErrorCode = 'INTERNAL_SERVER_ERROR';
  return { ...formatted, message: errors[masked].message, extensions: { code: masked } };
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
