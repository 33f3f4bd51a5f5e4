import { sql, type Transaction } from 'kysely';
import type { Entity } from './entity.ts';
import { recordTables } from './record-tables.ts';
import { isWholeMarking } from './release-rule.ts';
import { requestRoles } from './request-roles.ts';
import {
  lastingColumns,
  type SecuredTable,
  securedTables,
  toldTables,
  writableColumns,
} from './row-policies.ts';
import type { ServingRights } from './serving-database.ts';
import { makeSeesRecord, seesRecordBody } from './write/sees-record.ts';

/**
 * Lets PostgreSQL itself withhold records: makes the serving role, gives it what it needs and puts
 * policies on every record table. Changes only what is not yet so.
 *
 * @throws DatabaseError in one line where the database's user may not
 */
export async function secureRows(
  db: Transaction<unknown>,
  entities: ReadonlyMap<string, Entity>,
): Promise<ServingRights> {
  const { serving, writing, schema } = await requestRoles(db);
  const records = await recordTables(db);
  for (const { name } of records) await holdToMarking(db, name);
  await makeSeesRecord(db, seesRecordBody(toldTables(entities), schema));
  for (const table of securedTables(records, { serving, writing }, entities)) {
    await secureTable(db, table);
  }
  const both = sql.join([sql.id(serving), sql.id(writing)]);
  await sql`grant usage on schema ${sql.id(schema)} to ${both}`.execute(db);
  // A table that is neither a record's nor an entity's stays closed.
  const names = [...entities.values()].map(({ table }) => table);
  for (const name of new Set([...names, ...records.map(({ name }) => name)])) {
    await sql`grant select on ${sql.table(name)} to ${both}`.execute(db);
  }
  const marks = sql.join(writableColumns.map((column) => sql.id(column)));
  for (const { name } of records) {
    await sql`grant update (${marks}) on ${sql.table(name)} to ${sql.id(serving)}`.execute(db);
  }
  await grantWriting(db, writing, serving, entities);
  return { role: serving, schema };
}

/** What mutations need: nothing of it deletes, or writes a marking of a record that is there. */
async function grantWriting(
  db: Transaction<unknown>,
  writing: string,
  serving: string,
  entities: ReadonlyMap<string, Entity>,
): Promise<void> {
  const role = sql.id(writing);
  for (const { table, writers } of entities.values()) {
    if (writers === null) continue;
    const { rows } = await sql<{ name: string }>`
      select column_name as name from information_schema.columns
      where table_schema = current_schema and table_name = ${table}`.execute(db);
    const columns = rows
      .map(({ name }) => name)
      .filter((name) => !lastingColumns.includes(name) && !name.startsWith('marking_'));
    const list = sql.join(columns.map((column) => sql.id(column)));
    await sql`grant insert, update (${list}) on ${sql.table(table)} to ${role}`.execute(db);
  }
  // Marking is a write too, of the serving role's: it is told of like any other.
  const both = sql.join([sql.id(serving), role]);
  await sql`grant select on state_change to ${both}`.execute(db);
  await sql`grant insert on state_change to ${role}`.execute(db);
  await sql`grant select, insert on record_revision to ${both}`.execute(db);
  await sql`grant insert on outbox to ${both}`.execute(db);
  await sql`grant select, update on write_clock to ${both}`.execute(db);
  await sql`grant select, insert, update, delete on idempotency to ${role}`.execute(db);
  await sql`grant select on deployment to ${role}`.execute(db);
}

async function secureTable(
  db: Transaction<unknown>,
  { name: table, policies }: SecuredTable,
): Promise<void> {
  const name = sql.table(table);
  const { rows } = await sql<{ secured: boolean }>`
    select relrowsecurity and relforcerowsecurity as secured from pg_class
    where oid = ${table}::regclass`.execute(db);
  if (rows[0]?.secured !== true) {
    await sql`alter table ${name} enable row level security, force row level security`.execute(db);
  }
  const present = await sql<{ name: string; fingerprint: string | null }>`
    select polname as name, obj_description(oid, 'pg_policy') as fingerprint
    from pg_policy where polrelid = ${table}::regclass
  `.execute(db);
  const known = new Map(present.rows.map((one) => [one.name, one.fingerprint]));
  for (const policy of policies) {
    if (known.get(policy.name) === policy.fingerprint) continue;
    const id = sql.id(policy.name);
    await sql`drop policy if exists ${id} on ${name}`.execute(db);
    await sql`create policy ${id} on ${name} ${sql.raw(policy.definition)}`.execute(db);
    await sql`comment on policy ${id} on ${name} is ${sql.lit(policy.fingerprint)}`.execute(db);
  }
}

/** A label is whole, or there is none. */
async function holdToMarking(db: Transaction<unknown>, table: string): Promise<void> {
  const check = `${table}_marking`;
  const { rows } = await sql`select from pg_constraint
    where conname = ${check} and conrelid = ${table}::regclass`.execute(db);
  if (rows.length > 0) return;
  await sql`alter table ${sql.table(table)} add constraint ${sql.id(check)}
    check (${sql.raw(isWholeMarking)})`.execute(db);
}
