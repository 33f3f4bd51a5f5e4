import { sql } from '@entente/kit';

/**
 * A filter `onDate`: rows whose time includes the day.
 *
 * @param from column of the first day
 * @param to column of the first day after; null in a row that still holds
 */
export function holdsOn(from: string, to: string) {
  const [first, end] = [sql.ref(`t.${from}`), sql.ref(`t.${to}`)];
  return (day: unknown) =>
    sql`(${first} <= ${day}::date and (${end} is null or ${end} > ${day}::date))`;
}
