import { sql } from 'kysely';
import type { Database } from './database.ts';
import type { Entity } from './entity.ts';
import { DatabaseError } from './errors.ts';
import { recordTables } from './record-tables.ts';
import { securedTables, toldTables } from './row-policies.ts';
import { isSeesRecordSound, seesRecordBody } from './write/sees-record.ts';

/**
 * Makes sure, over a connection with the serving role's rights, that no statement of it can read
 * past the policies.
 *
 * @throws DatabaseError in one line that names what is open
 */
export async function requireRowSecurity(
  db: Database,
  name: string,
  entities: ReadonlyMap<string, Entity>,
): Promise<void> {
  const open = [
    ...(await strongRoles(db)),
    ...(await openTables(db, entities)),
    ...(await openRelations(db)),
  ];
  if (open.length === 0) return;
  throw new DatabaseError(
    `The database of ${name} would not withhold records: ${open.join('; ')}. Correct it, then start again.`,
  );
}

/** The roles of requests: superusers, and those that own tables, read what they like. */
async function strongRoles(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ role: string; strong: boolean; owns: boolean }>`
    select rolname as role, rolsuper or rolbypassrls as strong, exists (
      select from pg_class c where c.relnamespace = current_schema::regnamespace
        and c.relkind in ('r', 'p') and pg_has_role(r.oid, c.relowner, 'MEMBER')) as owns
    from pg_roles r where rolname in (current_user, current_database() || '_writing')
  `.execute(db);
  return rows.flatMap(({ role, strong, owns }) => [
    ...(strong ? [`the role ${role} is not bound by policies`] : []),
    ...(owns ? [`the role ${role} owns tables`] : []),
  ]);
}

async function openTables(
  db: Database,
  entities: ReadonlyMap<string, Entity>,
): Promise<readonly string[]> {
  const present = await sql<{ table: string; policy: string; fingerprint: string | null }>`
    select polrelid::regclass::text as table, polname as policy,
      obj_description(oid, 'pg_policy') as fingerprint
    from pg_policy where polpermissive
  `.execute(db);
  const here = await sql<{ serving: string; writing: string; schema: string }>`
    select current_user as serving, current_database() || '_writing' as writing,
      current_schema as schema`.execute(db);
  const [roles = { serving: '', writing: '', schema: '' }] = here.rows;
  const secured = await sql<{ name: string }>`select relname as name from pg_class
    where relnamespace = current_schema::regnamespace and relrowsecurity and relforcerowsecurity
  `.execute(db);
  const found: string[] = [];
  if (!(await isSeesRecordSound(db, seesRecordBody(toldTables(entities), roles.schema)))) {
    found.push('the function entente_sees_record is not what the policies rely on');
  }
  for (const table of securedTables(await recordTables(db), roles, entities)) {
    if (!secured.rows.some(({ name }) => name === table.name)) {
      found.push(`${table.name} has no row-level security`);
    }
    const own = present.rows.filter((row) => row.table.replaceAll('"', '') === table.name);
    for (const { name, fingerprint } of table.policies) {
      if (own.some((row) => row.policy === name && row.fingerprint === fingerprint)) continue;
      found.push(`${table.name} lacks the policy ${name}`);
    }
    for (const { policy } of own) {
      if (table.policies.some(({ name }) => name === policy)) continue;
      found.push(`${table.name} has a policy of its own, ${policy}`);
    }
  }
  return found;
}

/** What reads with its maker's rights would read past the policies. */
async function openRelations(db: Database): Promise<readonly string[]> {
  const { rows } = await sql<{ what: string }>`
    select 'the view ' || relname || ' must be made with (security_invoker = true)' as what
    from pg_class where relnamespace = current_schema::regnamespace and relkind = 'v'
      and has_table_privilege(oid, 'SELECT')
      and not coalesce(reloptions && '{security_invoker=true,security_invoker=on}', false)
    union all
    select relname || ' is no plain table and holds rows of its own'
    from pg_class where relnamespace = current_schema::regnamespace and relkind in ('m', 'f')
      and has_table_privilege(oid, 'SELECT')
    union all
    select 'the function ' || proname || ' runs with the rights of its owner'
    from pg_proc p where pronamespace = current_schema::regnamespace and prosecdef
      and has_function_privilege(oid, 'EXECUTE')
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  `.execute(db);
  return rows.map(({ what }) => what);
}
