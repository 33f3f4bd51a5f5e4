import { sql, type Transaction } from 'kysely';
import { DatabaseError } from './errors.ts';
import type { RequestRoles } from './row-policies.ts';

interface Found {
  readonly role: string;
  readonly exists: boolean;
  readonly member: boolean;
  readonly login: string;
  readonly schema: string;
}

/**
 * The roles of this database with which requests are answered, made where they are missing.
 *
 * @throws DatabaseError in one line where the database's user may not
 */
export async function requestRoles(
  db: Transaction<unknown>,
): Promise<RequestRoles & { readonly schema: string }> {
  const { rows } = await sql<Found>`
    select role, current_schema as schema, session_user as login, found.oid is not null as exists,
      coalesce(pg_has_role(found.oid, 'SET'), false) as member
    from unnest(array[current_database() || '_serving', current_database() || '_writing']) as role
    left join pg_roles found on found.rolname = role
    order by role
  `.execute(db);
  const [serving, writing] = rows;
  if (serving === undefined || writing === undefined) throw new Error('PostgreSQL did not answer.');
  // PostgreSQL cuts longer names, and two databases would share a role.
  if (Buffer.byteLength(serving.role) > 63) {
    throw new DatabaseError(`The database's name is too long: at most 55 bytes.`);
  }
  try {
    for (const { role, exists, member, login } of rows) {
      if (!exists) await sql`create role ${sql.id(role)} nologin`.execute(db);
      if (exists && member) continue;
      await sql`grant ${sql.id(role)} to ${sql.id(login)} with set true`.execute(db);
    }
  } catch (error) {
    if ((error as { code?: string }).code !== '42501') throw error;
    throw new DatabaseError(whatIsMissing(rows), { cause: error });
  }
  return { serving: serving.role, writing: writing.role, schema: serving.schema };
}

function whatIsMissing(rows: readonly Found[]): string {
  const missing = rows.filter(({ exists, member }) => !exists || !member);
  const names = missing.map(({ role }) => `"${role}"`).join(' and ');
  const commands = missing.map(
    ({ role, exists, login }) =>
      `${exists ? '' : `create role "${role}" nologin; `}grant "${role}" to "${login}" with set true;`,
  );
  const [login] = missing.map((one) => one.login);
  return `The database lacks ${names} and "${login}" may not make that: as an administrator, run ${commands.join(' ')}`;
}
