import { sql } from 'kysely';
import type { Database } from './database.ts';

/** A table of records: one with the columns of a marking. */
export interface RecordTable {
  readonly name: string;
  readonly owner: string;
}

/** The record tables of the connection's schema, whether the contract names them or not. */
export async function recordTables(db: Database): Promise<readonly RecordTable[]> {
  const { rows } = await sql<RecordTable>`
    select c.relname as name, pg_get_userbyid(c.relowner) as owner
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'marking_policy_id'
    where c.relnamespace = current_schema::regnamespace and c.relkind in ('r', 'p')
      and not a.attisdropped
    order by c.relname
  `.execute(db);
  return rows;
}
