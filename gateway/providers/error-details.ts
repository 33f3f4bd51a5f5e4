import { type ErrorCode, errors } from '../../lib/errors.ts';

/** What an error of a write says besides its code: which value, what to do, what is so instead. */
export interface ErrorDetails {
  readonly field?: string;
  readonly advice?: string;
  readonly currentRevision?: number;
  readonly allowed?: readonly string[];
}

const names = /^[A-Za-z]\w{0,63}(\.[A-Za-z]\w{0,63}){0,3}$/;
const states = /^[A-Z][A-Z0-9_]{0,63}$/;

/**
 * The details of a subgraph's error that have the form of what they are. Free text is the hub's own: a
 * partner's could say anything, so the catalogue's advice stands in for it.
 */
export function errorDetails(
  given: Readonly<Record<string, unknown>>,
  code: ErrorCode,
  own: boolean,
): ErrorDetails {
  const { field, advice, currentRevision, allowed } = given;
  return {
    ...(typeof field === 'string' && names.test(field) ? { field } : {}),
    ...(typeof advice === 'string' ? { advice: own ? advice : errors[code].advice } : {}),
    ...(Number.isInteger(currentRevision) ? { currentRevision: Number(currentRevision) } : {}),
    ...(isStates(allowed) ? { allowed } : {}),
  };
}

function isStates(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= 100 &&
    value.every((one) => typeof one === 'string' && states.test(one))
  );
}
