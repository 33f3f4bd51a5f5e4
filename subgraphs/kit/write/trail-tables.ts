import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { HubMode } from '../hub-mode.ts';
import { recordTables } from '../record-tables.ts';

/** The kit's own tables: what is told of how records were written. */
export const trailTables = ['state_change', 'record_revision', 'outbox', 'idempotency'] as const;

/**
 * Makes the kit's tables, and `withdrawn_at` on every record table. Changes only what is not yet so.
 */
export async function prepareTrail(db: Transaction<unknown>, mode: HubMode): Promise<void> {
  await sql.raw(tables).execute(db);
  for (const { name } of await recordTables(db)) {
    const present = await sql<{ withdrawn: boolean; stamped: boolean }>`
      select count(*) filter (where column_name = 'withdrawn_at') > 0 as withdrawn,
        count(*) filter (where column_name = 'exercise' and column_default is not null) > 0 as stamped
      from information_schema.columns
      where table_schema = current_schema and table_name = ${name}`.execute(db);
    const [found] = present.rows;
    const changes: RawBuilder<unknown>[] = [];
    if (found?.withdrawn !== true) changes.push(sql`add column withdrawn_at timestamptz`);
    if (found?.stamped !== true) {
      changes.push(sql`alter column exercise set default ${sql.lit(mode === 'exercise')}`);
    }
    if (changes.length === 0) continue;
    await sql`alter table ${sql.table(name)} ${sql.join(changes)}`.execute(db);
  }
}

const tables = `
create table if not exists state_change (
  record_id text collate "C" not null,
  revision integer not null,
  record_type text not null,
  from_state text,
  to_state text not null,
  at timestamptz not null,
  by_partner text collate "C" not null,
  by_role text not null,
  reason text,
  primary key (record_id, revision)
);
create table if not exists record_revision (
  record_id text collate "C" not null,
  revision integer not null,
  record_type text not null,
  kind text not null,
  at timestamptz not null,
  by_partner text collate "C" not null,
  by_role text,
  reason text,
  changes jsonb not null,
  primary key (record_id, revision)
);
create table if not exists outbox (
  seq bigint generated always as identity primary key,
  record_type text not null,
  record_id text collate "C" not null,
  revision integer not null,
  kind text not null,
  marking jsonb,
  at timestamptz not null
);
create index if not exists outbox_at on outbox (at);
create table if not exists idempotency (
  partner text collate "C" not null,
  key text collate "C" not null,
  input_hash text not null,
  answer jsonb,
  at timestamptz not null default now(),
  primary key (partner, key)
);
create index if not exists idempotency_at on idempotency (partner, at);
create table if not exists write_clock (
  at timestamptz not null,
  one boolean primary key default true check (one)
);
insert into write_clock (at) values ('2000-01-01T00:00:00Z') on conflict do nothing;
`;
