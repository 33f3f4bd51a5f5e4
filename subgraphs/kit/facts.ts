import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Row } from './database.ts';

/** Rows that one statement writes. */
const batch = 1_000;

/**
 * Writes rows by their primary key: new ones are added, different ones are replaced, equal ones
 * stay untouched, `changed_at` and `revision` included. Rows that are there but not given stay.
 * All rows have the columns of the first.
 *
 * @param keep columns that a row which is there keeps as they are
 * @returns how many rows were added or replaced
 */
export async function upsertRows(
  db: Transaction<unknown>,
  table: string,
  rows: Iterable<Row>,
  keep: readonly string[] = [],
): Promise<number> {
  return writeRows(db, table, rows, async (columns) => {
    const keys = await primaryKey(db, table);
    const kept = [...keys, ...keep, 'changed_at', 'revision'];
    const rest = columns.filter((column) => !kept.includes(column));
    const set = rest.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`);
    set.push(sql`changed_at = now()`);
    if (columns.includes('revision')) set.push(sql`revision = t.revision + 1`);
    const old = sql.join(rest.map((column) => sql.ref(`t.${column}`)));
    const next = sql.join(rest.map((column) => sql`excluded.${sql.ref(column)}`));
    return sql`(${sql.join(keys.map((key) => sql.ref(key)))}) do update
      set ${sql.join(set)} where (${old}) is distinct from (${next})`;
  });
}

/** Writes rows whose primary key is not there yet; returns how many. */
export async function insertMissingRows(
  db: Transaction<unknown>,
  table: string,
  rows: Iterable<Row>,
): Promise<number> {
  return writeRows(db, table, rows, async () => sql`do nothing`);
}

async function writeRows(
  db: Transaction<unknown>,
  table: string,
  rows: Iterable<Row>,
  onConflict: (columns: readonly string[]) => Promise<RawBuilder<unknown>>,
): Promise<number> {
  const all = [...rows];
  const [first] = all;
  if (first === undefined) return 0;
  const columns = Object.keys(first);
  const list = sql.join(columns.map((column) => sql.ref(column)));
  const conflict = await onConflict(columns);
  let written = 0;
  for (let at = 0; at < all.length; at += batch) {
    const result = await sql`
      insert into ${sql.table(table)} as t (${list})
      select ${list} from jsonb_populate_recordset(
        null::${sql.table(table)}, ${JSON.stringify(all.slice(at, at + batch))}::jsonb
      )
      on conflict ${conflict}
    `.execute(db);
    written += Number(result.numAffectedRows ?? 0);
  }
  return written;
}

async function primaryKey(db: Transaction<unknown>, table: string): Promise<readonly string[]> {
  const { rows } = await sql<{ column: string }>`
    select a.attname as column from pg_index i
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
    where i.indrelid = ${table}::regclass and i.indisprimary
  `.execute(db);
  return rows.map(({ column }) => column);
}
