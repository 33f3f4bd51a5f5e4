import { type ErrorCode, errors } from '../../lib/errors.ts';
import type { ClientError } from '../execute/subgraph-client.ts';
import type { SubgraphError } from './ask-subgraph.ts';
import { errorDetails } from './error-details.ts';

/**
 * A client's own mistake (4xx in the catalogue) keeps its code, and its message where the hub runs
 * the subgraph itself; a partner's text could say anything, so the catalogue's stands in for it.
 * Everything else becomes INTERNAL_SERVER_ERROR.
 */
export function clientError(error: SubgraphError, subgraph: string, own: boolean): ClientError {
  const code = clientCode(error.extensions?.['code']);
  const masked = code === 'INTERNAL_SERVER_ERROR';
  const message = own && !masked ? error.message : errors[code].message;
  return {
    message,
    ...(error.path === undefined ? {} : { path: error.path }),
    extensions: {
      code,
      subgraph,
      ...(masked ? {} : errorDetails(error.extensions ?? {}, code, own)),
    },
  };
}

/**
 * The gateway writes a subgraph's operation itself and signs for whom it asks: that one does not
 * parse or fit, or that the other is refused, is our defect and not the client's.
 */
const gatewayDefects: readonly ErrorCode[] = [
  'BAD_REQUEST',
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'UNAUTHENTICATED',
];

function clientCode(code: unknown): ErrorCode {
  const known = (Object.keys(errors) as ErrorCode[]).find((name) => name === code);
  if (known === undefined || errors[known].status >= 500) return 'INTERNAL_SERVER_ERROR';
  return gatewayDefects.includes(known) ? 'INTERNAL_SERVER_ERROR' : known;
}
