import { sql } from '@entente/kit';

/** A filter "any of these" over an array column, for lists that no field shows as ids. */
export function overlaps(column: string) {
  return (value: unknown) => sql`${sql.ref(`t.${column}`)} && ${value}::text[]`;
}
