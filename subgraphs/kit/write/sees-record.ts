import { sql } from 'kysely';
import pg from 'pg';
import type { Database } from '../database.ts';

/** SQL: whether a record of which is told is one that the caller sees, by columns without a table. */
export const seesRecord = 'entente_sees_record(record_type, record_id)';

/**
 * The body of the function. It runs with its caller's rights: the policies of the record's own table
 * answer. With every statement PostgreSQL plans the whole of a policy's condition, which would be every
 * type's table with all its policies; of the function it plans what is asked for, once a connection.
 *
 * @param tables record type -> table
 */
export function seesRecordBody(tables: ReadonlyMap<string, string>, schema: string): string {
  const cases = [...tables].map(
    ([type, table]) => `when ${pg.escapeLiteral(type)} then return exists (select
      from ${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(table)} as r where r.id = $2);`,
  );
  if (cases.length === 0) return 'begin return false; end';
  return `begin case $1 ${cases.join('\n    ')}\n    else return false; end case; end`;
}

/** Whether the function is there as it should be. */
export async function isSeesRecordSound(db: Database, body: string): Promise<boolean> {
  const { rows } = await sql`
    select from pg_proc p join pg_language l on l.oid = p.prolang
    where p.oid = to_regprocedure('entente_sees_record(text, text)')
      and p.pronamespace = current_schema::regnamespace and p.prosrc = ${body}
      and l.lanname = 'plpgsql' and not p.prosecdef and p.proconfig is null
      and p.proowner = (select relowner from pg_class where oid = 'state_change'::regclass)
  `.execute(db);
  return rows.length > 0;
}

/** Makes the function, or brings it to what it should be. */
export async function makeSeesRecord(db: Database, body: string): Promise<void> {
  if (await isSeesRecordSound(db, body)) return;
  await sql`create or replace function entente_sees_record(text, text) returns boolean
    language plpgsql stable parallel safe as ${sql.lit(body)}`.execute(db);
}
