import type { Problem, Row } from '@entente/kit';

/** A problem where the first day is after the last; days that are not given are none. */
export function daysInOrder(
  row: Row,
  first: string,
  last: string,
  field: string,
): readonly Problem[] {
  const [from, to] = [row[first], row[last]];
  if (from == null || to == null || String(from) <= String(to)) return [];
  return [
    {
      field,
      message: `The last day, ${to}, is before the first, ${from}.`,
      advice: 'Correct one of the two days.',
    },
  ];
}
