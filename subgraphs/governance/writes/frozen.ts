import { isDeepStrictEqual } from 'node:util';
import type { Problem, Row } from '@entente/kit';

/**
 * Problems where columns change of a record on which another partner has pronounced: what it said was
 * said of these values.
 *
 * @param pronounced states in which it has
 * @param fields field -> column
 */
export function frozen(
  row: Row,
  before: Row | null,
  pronounced: readonly string[],
  fields: Readonly<Record<string, string>>,
): readonly Problem[] {
  const state = before?.['state'];
  if (before === null || !pronounced.includes(String(state))) return [];
  const changed = Object.entries(fields).find(
    ([, column]) => !isDeepStrictEqual(row[column] ?? null, before[column] ?? null),
  );
  if (changed === undefined) return [];
  return [
    {
      field: changed[0],
      message: `The record is ${state}: another partner has pronounced on this value.`,
      advice: 'Withdraw the record and make another, or bring it to a state in which it is open.',
    },
  ];
}
