import type { FormattedExecutionResult } from 'graphql';
import { textOf } from './lazy-data.ts';

/** `stringifyResult` that gives those who share an answer and a visibility the very same string. */
export function createStringifyResult(): (result: FormattedExecutionResult) => string {
  // Requests that share an answer end one after the other, with the same extension for one class.
  let last:
    | { readonly text: string; readonly shown: unknown; readonly written: string }
    | undefined;
  return (result) => {
    const text = textOf(result.data);
    const { errors, extensions } = result;
    if (text === undefined || errors !== undefined || extensions === undefined) {
      return stringifyResult(result);
    }
    const [[name, shown] = [], ...more] = Object.entries(extensions);
    if (name !== 'visibility' || more.length > 0) return stringifyResult(result);
    if (last !== undefined && last.shown === shown && last.text === text) return last.written;
    const written = stringifyResult(result);
    last = { text, shown, written };
    return written;
  };
}

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
