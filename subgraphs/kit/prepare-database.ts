import { sql, type Transaction } from 'kysely';
import { Migrator } from 'kysely/migration';
import { type Database, openDatabase } from './database.ts';
import { DatabaseError } from './errors.ts';
import { insertMissingRows, upsertRows } from './facts.ts';
import type { HubMode } from './hub-mode.ts';
import { writableColumns } from './row-policies.ts';
import { secureRows } from './secure-rows.ts';
import type { ServingRights } from './serving-database.ts';
import type { Subgraph } from './subgraph.ts';
import { prepareTrail } from './write/trail-tables.ts';

/**
 * Brings a database to where the subgraph can be served over it: migrations, the stamp of the
 * mode, row-level security, the subgraph's facts. Safe to repeat, and to run from several processes
 * at once.
 *
 * @returns with which rights to serve it
 * @throws DatabaseError in one line where the database cannot be reached, belongs to the other
 *   mode, or lacks a column of the contract
 */
export async function prepareDatabase(
  subgraph: Subgraph,
  url: string,
  mode: HubMode,
): Promise<ServingRights> {
  const db = openDatabase(url, { connections: 2, statementTimeout: 600_000 });
  try {
    await requireConnection(db, subgraph, url);
    const { migrations, facts, seeds } = subgraph.definition;
    const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined) throw error;
    return await db.transaction().execute(async (transaction) => {
      await stampMode(transaction, subgraph, mode);
      await prepareTrail(transaction, mode);
      await requireColumns(transaction, subgraph);
      const rights = await secureRows(transaction, subgraph.entities);
      for (const [table, rows] of Object.entries(facts?.(mode) ?? {})) {
        // Who may see a record is changed by its owner: a start must not undo it.
        await upsertRows(transaction, table, rows, writableColumns);
      }
      for (const [table, rows] of Object.entries(seeds?.(mode) ?? {})) {
        await insertMissingRows(transaction, table, rows);
      }
      return rights;
    });
  } finally {
    await db.destroy();
  }
}

async function requireConnection(db: Database, subgraph: Subgraph, url: string): Promise<void> {
  try {
    await sql`select 1`.execute(db);
  } catch (error) {
    const { host, pathname } = new URL(url);
    const name = pathname.slice(1);
    const variable = `${subgraph.definition.name.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`;
    const missing = (error as { code?: string }).code === '3D000';
    throw new DatabaseError(
      missing
        ? `There is no database ${name} on ${host}: create it (createdb ${name}), or correct ${variable}.`
        : `PostgreSQL on ${host} does not answer (${(error as Error).message}): start it, or correct ${variable}.`,
      { cause: error },
    );
  }
}

/** The first preparation stamps the mode; from then on the other mode's data is refused. */
async function stampMode(
  db: Transaction<unknown>,
  subgraph: Subgraph,
  mode: HubMode,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('entente deployment'))`.execute(db);
  await sql`create table if not exists deployment (
    mode text not null check (mode in ('exercise', 'real')),
    one boolean primary key default true check (one)
  )`.execute(db);
  await sql`insert into deployment (mode) values (${mode}) on conflict do nothing`.execute(db);
  const stamp = await sql<{ mode: HubMode }>`select mode from deployment`.execute(db);
  const stamped = stamp.rows[0]?.mode;
  if (stamped !== mode) {
    throw new DatabaseError(
      `The database of ${subgraph.definition.name} holds ${stamped} data and HUB_MODE is ${mode}: set HUB_MODE=${stamped}, or choose another DATA_DIR or database.`,
    );
  }
  const tables = await sql<{ table: string }>`
    select c.table_name as table from information_schema.columns c
    where c.table_schema = current_schema and c.column_name = 'exercise' and not exists (
      select from pg_constraint where conname = c.table_name || '_mode'
    )`.execute(db);
  for (const { table } of tables.rows) {
    const check = sql.raw(mode === 'exercise' ? 'exercise' : 'not exercise');
    const name = sql.ref(`${table}_mode`);
    await sql`alter table ${sql.table(table)} add constraint ${name} check (${check})`.execute(db);
  }
}

async function requireColumns(db: Transaction<unknown>, subgraph: Subgraph): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select table_name || '.' || column_name as name from information_schema.columns
    where table_schema = current_schema
  `.execute(db);
  const present = new Set(rows.map(({ name }) => name));
  const given = subgraph.definition.resolvers ?? {};
  const missing: string[] = [];
  for (const entity of subgraph.entities.values()) {
    for (const field of entity.fields.values()) {
      if (field.kind === 'marking' && !present.has(`${entity.table}.marking_policy_id`)) {
        missing.push(`${entity.type}.${field.name} needs the kit's recordColumns`);
      }
      if (!('column' in field) || given[entity.type]?.[field.name] !== undefined) continue;
      if (entity.options.computed?.[field.name] !== undefined) continue;
      const name = `${entity.table}.${field.column}`;
      if (!present.has(name)) missing.push(`${entity.type}.${field.name} needs ${name}`);
    }
    const changed = `${entity.table}.changed_at`;
    if (!present.has(changed)) missing.push(`${entity.type} needs ${changed}`);
  }
  if (missing.length > 0) {
    throw new DatabaseError(
      `The tables of ${subgraph.definition.name} do not fit its contract: ${missing.join('; ')}. Add a migration.`,
    );
  }
}
