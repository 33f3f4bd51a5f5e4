import { type Database, maxMembers, refusal, sql } from '@entente/kit';

/**
 * Refuses ids in a list that lead to nothing the caller may see, as the kit does for references: a
 * withheld one and one that is not there are answered alike.
 *
 * @throws GraphQLError REFERENCE_UNKNOWN
 */
export async function requireReleased(
  db: Database,
  type: { readonly name: string; readonly table: string },
  field: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length > maxMembers) {
    throw refusal('BAD_USER_INPUT', `\`${field}\` holds at most ${maxMembers} values.`, { field });
  }
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.table(type.table)} where id = any(${ids}::text[])`.execute(db);
  const found = new Set(rows.map(({ id }) => id));
  const missing = ids.find((id) => !found.has(id));
  if (missing === undefined) return;
  throw refusal('REFERENCE_UNKNOWN', `\`${field}\`: ${missing} is no ${type.name}.`, { field });
}
