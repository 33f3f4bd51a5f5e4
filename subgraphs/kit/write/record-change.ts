import { type RawBuilder, sql } from 'kysely';
import type { Database, Row } from '../database.ts';
import type { Entity } from '../entity.ts';
import { markingOf } from '../marking.ts';

/** Why a record has the revision that it has. */
export type RevisionKind =
  | 'CREATED'
  | 'CHANGED'
  | 'STATE'
  | 'CORRECTED'
  | 'WITHDRAWN'
  | 'MARKED'
  | 'MERGED'
  | 'SPLIT';

/** Who changed a record, when and why: the same for all that is told of one change. */
export interface Authorship {
  readonly kind: RevisionKind;
  readonly at: string;
  readonly byPartner: string;
  readonly byRole: string | null;
  readonly reason: string | null;
}

/** A row as it was, null where it is new, and as it is. */
export interface RowChange {
  readonly before: Row | null;
  readonly after: Row;
}

/** Adds rows, all with the same columns, and gives them as they stand. */
export async function insertRows(
  db: Database,
  { table }: Pick<Entity, 'table'>,
  rows: readonly Row[],
): Promise<readonly Row[]> {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const list = sql.join(columns.map((column) => sql.ref(column)));
  const inserted = await sql<Row>`
    insert into ${sql.table(table)} (${list})
    select ${list} from jsonb_populate_recordset(
      null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)
    returning *`.execute(db);
  return inserted.rows;
}

/** Values as the table would hold and give them. */
export async function asStored(
  db: Database,
  { table }: Pick<Entity, 'table'>,
  columns: Readonly<Record<string, unknown>>,
): Promise<Row> {
  const { rows } = await sql<Row>`
    select * from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(columns)}::jsonb)
  `.execute(db);
  return rows[0] ?? {};
}

/** Changes columns of a row that is locked; its revision grows by one. */
export async function updateRow(
  db: Database,
  { table }: Pick<Entity, 'table'>,
  before: Row,
  columns: Readonly<Record<string, unknown>>,
  at: string,
): Promise<Row> {
  const names = Object.keys(columns);
  const set: RawBuilder<unknown>[] = names.map(
    (name) => sql`${sql.ref(name)} = given.${sql.ref(name)}`,
  );
  set.push(sql`revision = t.revision + 1`, sql`changed_at = ${at}::timestamptz`);
  const { rows } = await sql<Row>`
    update ${sql.table(table)} as t set ${sql.join(set)}
    from jsonb_populate_record(null::${sql.table(table)}, ${JSON.stringify(columns)}::jsonb) as given
    where t.id = ${before['id']} returning t.*`.execute(db);
  const [after] = rows;
  if (after === undefined) throw new Error(`${String(before['id'])} was locked and is gone.`);
  return after;
}

/** Tells of changes: one revision and one event in the outbox for each. */
export async function tell(
  db: Database,
  entity: Entity,
  changes: readonly RowChange[],
  { kind, at, byPartner, byRole, reason }: Authorship,
): Promise<void> {
  const told = changes.map(({ before, after }) => ({
    record_id: after['id'],
    record_type: entity.type,
    revision: after['revision'],
    changes: differences(entity, before, after),
    marking: markingOf(after),
  }));
  await sql`
    with told as (
      select * from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as r(
        record_id text, record_type text, revision integer, changes jsonb, marking jsonb)
    ), revised as (
      insert into record_revision (record_id, revision, record_type, kind, at, by_partner, by_role,
        reason, changes)
      select record_id, revision, record_type, ${kind}, ${at}::timestamptz, ${byPartner}, ${byRole},
        ${reason}, changes
      from told
    )
    insert into outbox (record_type, record_id, revision, kind, marking, at)
    select record_type, record_id, revision, ${kind}, marking, ${at}::timestamptz
    from told`.execute(db);
}

/** Tells of one change of state. */
export async function tellState(
  db: Database,
  entity: Entity,
  changes: readonly { readonly after: Row; readonly from: string | null; readonly to: string }[],
  { at, byPartner, byRole, reason }: Authorship,
): Promise<void> {
  const told = changes.map(({ from, to, after }) => ({
    record_id: after['id'],
    record_type: entity.type,
    revision: after['revision'],
    from_state: from,
    to_state: to,
  }));
  await sql`
    insert into state_change (record_id, revision, record_type, from_state, to_state, at, by_partner,
      by_role, reason)
    select record_id, revision, record_type, from_state, to_state, ${at}::timestamptz, ${byPartner},
      ${byRole}, ${reason}
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) as r(record_id text, revision integer,
      record_type text, from_state text, to_state text)`.execute(db);
}

/** Columns that tell of the change itself. */
const bookkeeping: ReadonlySet<string> = new Set([
  'id',
  'owner_code',
  'exercise',
  'changed_at',
  'revision',
]);

/**
 * What differs, by the contract's names of the fields; columns that are no field are not told.
 * Of a new record nothing does: it, and what was later changed in it, show how it was.
 */
function differences(entity: Entity, before: Row | null, after: Row): readonly object[] {
  if (before === null) return [];
  const changes: object[] = [];
  for (const field of entity.fields.values()) {
    if (field.kind === 'marking') {
      const [old, next] = [markingOf(before), markingOf(after)];
      if (!same(old, next)) changes.push({ field: field.name, before: old, after: next });
    }
    if (!('column' in field) || bookkeeping.has(field.column)) continue;
    const [old, next] = [before[field.column] ?? null, after[field.column] ?? null];
    if (!same(old, next)) changes.push({ field: field.name, before: old, after: next });
  }
  return changes;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
