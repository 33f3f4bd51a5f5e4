import type { FormattedExecutionResult } from 'graphql';
import { textOf } from './lazy-data.ts';

/**
 * Writes an answer; data that is text already is taken as it is. Where there is nothing besides it,
 * the very same string comes back, for each of those who share it.
 */
export function stringifyResult(result: FormattedExecutionResult): string {
  const text = textOf(result.data);
  if (text === undefined) return JSON.stringify(result);
  const { errors, extensions } = result;
  const before =
    errors === undefined ? text : `{"errors":${JSON.stringify(errors)},${text.slice(1)}`;
  if (extensions === undefined) return before;
  return `${before.slice(0, -1)},"extensions":${JSON.stringify(extensions)}}`;
}
