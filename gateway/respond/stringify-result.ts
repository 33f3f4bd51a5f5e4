import type { FormattedExecutionResult } from 'graphql';
import { textOf } from './lazy-data.ts';

/** Writes an answer; data that is text already is taken as it is. */
export function stringifyResult(result: FormattedExecutionResult): string {
  const text = textOf(result.data);
  if (text === undefined) return `${JSON.stringify(result)}\n`;
  const { data: _data, errors, extensions } = result;
  const before = errors === undefined ? '' : `"errors":${JSON.stringify(errors)},`;
  const after = extensions === undefined ? '' : `,"extensions":${JSON.stringify(extensions)}`;
  return `{${before}"data":${text}${after}}\n`;
}
