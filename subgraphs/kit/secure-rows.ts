import { sql, type Transaction } from 'kysely';
import type { Entity } from './entity.ts';
import { DatabaseError } from './errors.ts';
import { type RecordTable, recordTables } from './record-tables.ts';
import { isWholeMarking } from './release-rule.ts';
import { rowPolicies, writableColumns } from './row-policies.ts';
import type { ServingRights } from './serving-database.ts';

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
  const rights = await servingRole(db);
  const role = sql.id(rights.role);
  const records = await recordTables(db);
  for (const table of records) await secureTable(db, table, rights.role, entities);
  await sql`grant usage on schema ${sql.id(rights.schema)} to ${role}`.execute(db);
  // A table that is neither a record's nor an entity's stays closed.
  const names = [...entities.values()].map(({ table }) => table);
  for (const name of new Set([...names, ...records.map(({ name }) => name)])) {
    await sql`grant select on ${sql.table(name)} to ${role}`.execute(db);
  }
  return rights;
}

async function servingRole(db: Transaction<unknown>): Promise<ServingRights> {
  const { rows } = await sql<ServingRights & { exists: boolean; member: boolean; login: string }>`
    select role, current_schema as schema, session_user as login, found.oid is not null as exists,
      coalesce(pg_has_role(found.oid, 'SET'), false) as member
    from (select current_database() || '_serving' as role) as named
    left join pg_roles found on found.rolname = named.role
  `.execute(db);
  const [found] = rows;
  if (found === undefined) throw new Error('PostgreSQL did not answer.');
  const { role, schema, exists, member, login } = found;
  // PostgreSQL cuts longer names, and two databases would share a role.
  if (Buffer.byteLength(role) > 63) {
    throw new DatabaseError(`The database's name is too long: at most 55 bytes.`);
  }
  const create = sql`create role ${sql.id(role)} nologin`;
  const grant = sql`grant ${sql.id(role)} to ${sql.id(login)} with set true`;
  try {
    if (!exists) await create.execute(db);
    if (!exists || !member) await grant.execute(db);
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new DatabaseError(
      `The role "${role}" is missing and "${login}" may not make it: as an administrator, run create role "${role}" nologin; grant "${role}" to "${login}" with set true;`,
      { cause: error },
    );
  }
  return { role, schema };
}

async function secureTable(
  db: Transaction<unknown>,
  table: RecordTable,
  role: string,
  entities: ReadonlyMap<string, Entity>,
): Promise<void> {
  const name = sql.table(table.name);
  if (!table.secured) {
    await sql`alter table ${name} enable row level security, force row level security`.execute(db);
  }
  const present = await sql<{ name: string; fingerprint: string | null }>`
    select polname as name, obj_description(oid, 'pg_policy') as fingerprint
    from pg_policy where polrelid = ${table.name}::regclass
  `.execute(db);
  const known = new Map(present.rows.map((one) => [one.name, one.fingerprint]));
  for (const policy of rowPolicies(table, role, entities.values())) {
    if (known.get(policy.name) === policy.fingerprint) continue;
    const id = sql.id(policy.name);
    await sql`drop policy if exists ${id} on ${name}`.execute(db);
    await sql`create policy ${id} on ${name} ${sql.raw(policy.definition)}`.execute(db);
    await sql`comment on policy ${id} on ${name} is ${sql.lit(policy.fingerprint)}`.execute(db);
  }
  const check = `${table.name}_marking`;
  const { rows } = await sql`select from pg_constraint
    where conname = ${check} and conrelid = ${table.name}::regclass`.execute(db);
  if (rows.length === 0) {
    await sql`alter table ${name} add constraint ${sql.id(check)}
      check (${sql.raw(isWholeMarking)})`.execute(db);
  }
  const columns = sql.join(writableColumns.map((column) => sql.id(column)));
  await sql`grant update (${columns}) on ${name} to ${sql.id(role)}`.execute(db);
}
