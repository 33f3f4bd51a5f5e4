import { type Database, openDatabase, type Row, type Subgraph, sql } from '@entente/kit';
import type { CrashDomain } from './domains.ts';
import { partners } from './writers.ts';

type Entity = Subgraph['entities'] extends ReadonlyMap<string, infer E> ? E : never;

/** One record with all that is told of it. */
export interface StoredRecord {
  readonly entity: Entity;
  /** Column of the state; null where it has none. */
  readonly stateColumn: string | null;
  readonly row: Row;
  /** Each in the order of the revisions. */
  readonly revisions: readonly Row[];
  readonly events: readonly Row[];
  readonly states: readonly Row[];
}

/** All that is stored, at one moment. */
export interface Stored {
  readonly records: ReadonlyMap<string, StoredRecord>;
  /** Ids of which something is told, and no record is there. */
  readonly orphans: readonly string[];
  readonly keys: readonly Row[];
  readonly events: readonly Row[];
  /** The write clock's instant. */
  readonly clock: string;
}

/** Reads what the writers' partners have in the database, as its superuser. */
export async function readStored(url: string, domain: CrashDomain): Promise<Stored> {
  const db = openDatabase(url, { connections: 1 });
  try {
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute((all) => read(all, domain));
  } finally {
    await db.destroy();
  }
}

async function read(db: Database, { subgraph, types }: CrashDomain): Promise<Stored> {
  const told = async (table: string) => {
    const { rows } = await sql<Row>`select * from ${sql.table(table)}
      order by revision`.execute(db);
    return Map.groupBy(rows, (row) => String(row['record_id']));
  };
  const [revisions, events, states] = [
    await told('record_revision'),
    await told('outbox'),
    await told('state_change'),
  ];
  const records = new Map<string, StoredRecord>();
  for (const { type } of types) {
    const entity = subgraph.entities.get(type);
    const writes = subgraph.definition.writing?.writes?.find((one) => one.type === type);
    if (entity === undefined) throw new TypeError(`${type} is no entity.`);
    const field = writes?.options.advance?.states.field;
    const model = field === undefined ? undefined : entity.fields.get(field);
    const stateColumn = model !== undefined && 'column' in model ? model.column : null;
    const { rows } = await sql<Row>`select * from ${sql.table(entity.table)}
      where owner_code in (${sql.join(partners)}) order by id`.execute(db);
    for (const row of rows) {
      const id = String(row['id']);
      const of = (all: ReadonlyMap<string, readonly Row[]>) => all.get(id) ?? [];
      records.set(id, {
        ...{ entity, stateColumn, row },
        ...{ revisions: of(revisions), events: of(events), states: of(states) },
      });
    }
  }
  const ids = new Set([...revisions.keys(), ...events.keys(), ...states.keys()]);
  const keys = await sql<Row>`select partner, key, answer from idempotency`.execute(db);
  const outbox = await sql<Row>`select * from outbox order by seq`.execute(db);
  const clock = await sql<{ at: string }>`select at from write_clock`.execute(db);
  return {
    records,
    orphans: [...ids].filter((id) => !records.has(id)),
    keys: keys.rows,
    events: outbox.rows,
    clock: clock.rows[0]?.at ?? '',
  };
}
