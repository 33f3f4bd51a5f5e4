import type { Problem, Row } from '@entente/kit';

/** A problem where a day that ends something is not after the one that begins it. */
export function endsAfter(row: Row, first: string, end: string, field: string): readonly Problem[] {
  const [from, to] = [row[first], row[end]];
  if (from == null || to == null || String(from) < String(to)) return [];
  return [
    {
      field,
      message: `${to} is not after ${from}.`,
      advice: 'The end is the first day on which it no longer holds.',
    },
  ];
}

/** A problem where something is said to have been on a day that is still to come. */
export function notToCome(row: Row, column: string, field: string, at: string): readonly Problem[] {
  const day = row[column];
  if (day == null || String(day) <= at.slice(0, 10)) return [];
  return [{ field, message: `${day} is still to come.`, advice: 'Report it when it has come.' }];
}
