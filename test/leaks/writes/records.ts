import type { Row, Subgraph, TableRows } from '@entente/kit';
import pg from 'pg';

/** Rows by table: records, what is told of them, and the keys that writers gave. */
export type Records = Readonly<Record<string, readonly Row[]>>;

/** Tables with what is told of records. */
export const trail = ['state_change', 'record_revision'] as const;

/** A database as rows: all of it read, or replaced, at once. */
export interface RecordStore {
  readonly read: () => Promise<Records>;
  readonly replace: (records: Records) => Promise<void>;
  /** Adds rows, of each table with the same columns; columns left out get their defaults. */
  readonly add: (rows: TableRows) => Promise<void>;
  readonly close: () => Promise<void>;
}

export function tableOf({ entities }: Subgraph, type: string): string {
  return entities.get(type)?.table ?? '';
}

/** Record types by their tables. */
export function recordTypes({ entities }: Subgraph): ReadonlyMap<string, string> {
  return new Map(
    [...entities.values()]
      .filter(({ fields }) => fields.get('marking')?.kind === 'marking')
      .map(({ type, table }) => [table, type]),
  );
}

/** Every record's id. */
export function recordIds(subgraph: Subgraph, records: Records): ReadonlySet<string> {
  const tables = [...recordTypes(subgraph).keys()];
  return new Set(tables.flatMap((table) => (records[table] ?? []).map(({ id }) => String(id))));
}

/** Opens a database past all policies: as its owner, and without its triggers. */
export async function openRecords(url: string, subgraph: Subgraph): Promise<RecordStore> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('set session_replication_role = replica');
  const tables = [...recordTypes(subgraph).keys(), ...trail, 'idempotency'];
  const { rows } = await client.query<{ table: string; columns: string }>(
    `select table_name as table, string_agg(quote_ident(column_name), ', ') as columns
     from information_schema.columns where table_schema = current_schema
       and table_name = any ($1) and is_generated = 'NEVER' group by table_name`,
    [tables],
  );
  const read = rows
    .map(
      ({ table }) =>
        `'${table}', (select coalesce(jsonb_agg(to_jsonb(t)${order(table)}), '[]') from "${table}" t)`,
    )
    .join(', ');
  const fill = rows
    .map(
      ({ table, columns }) =>
        `delete from "${table}"; insert into "${table}" (${columns}) select ${columns}
         from jsonb_populate_recordset(null::"${table}", data -> '${table}');`,
    )
    .join('\n');
  await client.query(`create function pg_temp.fill(data jsonb) returns void language plpgsql
    as $fill$ begin delete from outbox; ${fill} end $fill$`);
  return {
    read: async () => {
      const found = await client.query<{ records: Records }>(
        `select jsonb_build_object(${read}) as records`,
      );
      return found.rows[0]?.records ?? {};
    },
    replace: async (records) => {
      await client.query('select pg_temp.fill($1)', [JSON.stringify(records)]);
    },
    add: async (tables) => {
      for (const [table, given] of Object.entries(tables)) {
        const all = [...given];
        const columns = Object.keys(all[0] ?? {}).map((name) => pg.escapeIdentifier(name));
        await client.query(
          `insert into "${table}" (${columns}) select ${columns}
           from jsonb_populate_recordset(null::"${table}", $1)`,
          [JSON.stringify(all)],
        );
      }
    },
    close: () => client.end(),
  };
}

/** As they were made, whatever their ids are: the same seed is to draw the same records. */
function order(table: string): string {
  if (table === 'idempotency') return ' order by t.partner, t.key';
  if (trail.some((one) => one === table)) return ' order by t.record_id, t.revision';
  return ' order by (select min(o.seq) from outbox o where o.record_id = t.id) nulls first, t.id';
}
