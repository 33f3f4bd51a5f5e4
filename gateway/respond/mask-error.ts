import type { GraphQLFormattedError } from 'graphql';
import { type ErrorCode, errors } from '../../lib/errors.ts';

/** Extensions that say something to a client; whatever else travels in an error stays here. */
const shownExtensions = [
  ...['code', 'subgraph', 'requestId'],
  ...['field', 'advice', 'currentRevision', 'allowed'],
] as const;

/**
 * What a client may read of an error: message and place of those in the catalogue, the catalogue's
 * own text for everything else. Pure.
 */
export function maskError(error: GraphQLFormattedError): GraphQLFormattedError {
  const code = errorCode(error.extensions?.['code']);
  const extensions: Record<string, unknown> = { ...error.extensions, code };
  const masked = code === 'INTERNAL_SERVER_ERROR';
  return {
    message: masked ? errors[code].message : error.message,
    ...(error.locations === undefined ? {} : { locations: error.locations }),
    ...(error.path === undefined ? {} : { path: error.path }),
    extensions: Object.fromEntries(
      shownExtensions.flatMap((name) =>
        extensions[name] === undefined ? [] : [[name, extensions[name]]],
      ),
    ),
  };
}

/** The code as the catalogue has it; INTERNAL_SERVER_ERROR for what it does not have. */
export function errorCode(code: unknown): ErrorCode {
  const known = (Object.keys(errors) as ErrorCode[]).find((name) => name === code);
  return known ?? 'INTERNAL_SERVER_ERROR';
}
