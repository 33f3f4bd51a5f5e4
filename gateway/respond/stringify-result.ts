import type { FormattedExecutionResult } from 'graphql';
import { textOf } from './lazy-data.ts';

/**
 * Writes an answer; data that is text already is taken as it is, with the extensions that it was
 * written with. Where nothing was added since, the very same string comes back, for each of those who
 * share it.
 */
export function stringifyResult(result: FormattedExecutionResult): string {
  const written = textOf(result.data);
  const { errors, extensions } = result;
  if (written === undefined || written.extensions !== extensions) return JSON.stringify(result);
  const { text } = written;
  return errors === undefined ? text : `{"errors":${JSON.stringify(errors)},${text.slice(1)}`;
}
