import type { GraphQLError } from 'graphql';
import { type ErrorCode, errors } from '../../../lib/errors.ts';
import { clientError } from '../errors.ts';
import type { Problem } from './define-writes.ts';

/** Why a write is refused, beside its code. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly field: string | null;
  readonly message: string;
  readonly advice: string;
}

/** An error that says which field of the input it is about, and what to do. */
export function refusal(
  code: ErrorCode,
  message: string,
  {
    field = null,
    advice = errors[code].advice,
    ...more
  }: {
    readonly field?: string | null;
    readonly advice?: string;
    readonly [name: string]: unknown;
  } = {},
): GraphQLError {
  return clientError(code, message, { ...more, ...(field === null ? {} : { field }), advice });
}

/** An error's entry in a list of rows; null where it is none that a client may read. */
export function refusalOf(error: unknown): Refusal | null {
  const { message, extensions } = error as Partial<GraphQLError>;
  const code = extensions?.['code'];
  if (typeof code !== 'string' || !(code in errors) || message === undefined) return null;
  const known = code as ErrorCode;
  const { field = null, advice = errors[known].advice } = extensions as Partial<Refusal>;
  return { code: known, field, message, advice };
}

/** The first problem as an error: a subgraph's own check found it. */
export function refuseProblems(problems: readonly Problem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const { field, message, advice } = first;
  throw refusal('BAD_USER_INPUT', message, {
    field,
    ...(advice === undefined ? {} : { advice }),
  });
}

/** The same for an id that is nobody's, another's, or withheld. */
export function notFound(id: string): GraphQLError {
  return refusal('RECORD_NOT_FOUND', `There is no record ${id} for you to change.`);
}

/** Whether PostgreSQL refused the values themselves; as the client may read it. */
export function constraintRefusal(error: unknown): GraphQLError | null {
  const { code } = error as { code?: string };
  if (code === '23505') return refusal('RECORD_EXISTS', errors.RECORD_EXISTS.message);
  if (code === '23514' || code === '23502') {
    return refusal('BAD_USER_INPUT', 'The values do not fit each other.');
  }
  return null;
}
