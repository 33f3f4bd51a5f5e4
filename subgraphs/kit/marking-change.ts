import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { SubgraphContext } from './context.ts';
import type { Row } from './database.ts';
import type { Entity } from './entity.ts';
import { parseId } from './ids.ts';
import type { MarkingColumns } from './marking-input.ts';
import { snakeCase } from './naming.ts';
import { roleOf } from './write/may-take.ts';
import { tell } from './write/record-change.ts';
import { notFound, refusal } from './write/refusal.ts';
import { writeInstant } from './write/write-clock.ts';

/** Any of these roles may mark the records of its own partner. */
export const markingRoles = ['partner-admin', 'publisher', 'reporter'] as const;

export interface MarkingChange {
  readonly id: string;
  /** The revision that the caller has seen; null where any will do. */
  readonly expectedRevision: number | null;
  /** The new values from the present row; null where it is as it should be. */
  readonly next: (row: Row) => MarkingColumns | null;
}

/**
 * Changes the marking of one record of the caller's own, in one transaction.
 *
 * @returns the record's columns, as `MarkingChange` of the contract reads them
 * @throws GraphQLError ROLE_REQUIRED, REVISION_CONFLICT, or RECORD_NOT_FOUND: the same for an id
 *   that is nobody's, another's, or withheld
 */
export async function changeMarking(
  entities: ReadonlyMap<string, Entity>,
  { id, expectedRevision, next }: MarkingChange,
  { db, caller, forget }: SubgraphContext,
): Promise<Row> {
  if (caller !== null && !markingRoles.some((role) => caller.roles.includes(role))) {
    throw refusal('ROLE_REQUIRED', `This takes one of the roles ${markingRoles.join(', ')}.`);
  }
  const entity = entityOf(entities, id);
  if (entity === undefined) throw notFound(id);
  forget();
  return db.transaction().execute(async (transaction) => {
    const row = await ownRow(transaction, entity, id);
    if (row === undefined) throw notFound(id);
    const revision = Number(row['revision']);
    if (expectedRevision !== null && expectedRevision !== revision) {
      throw refusal(
        'REVISION_CONFLICT',
        `${id} is at revision ${revision}, not ${expectedRevision}: read it again.`,
        { field: 'expectedRevision', currentRevision: revision },
      );
    }
    const values = next(row);
    if (values === null) return changed(row);
    const at = await writeInstant(transaction);
    const after = await updateMarking(transaction, entity, id, values, at);
    await tell(transaction, entity, [{ before: row, after }], {
      kind: 'MARKED',
      at,
      byPartner: caller?.partner ?? String(row['owner_code']),
      byRole: caller === null ? null : roleOf(markingRoles, caller),
      reason: null,
    });
    return changed(after);
  });
}

/** The entity that an id names by its kind: `XAB:flow-count:1` is a FlowCount. */
function entityOf(entities: ReadonlyMap<string, Entity>, id: string): Entity | undefined {
  const kind = parseId(id)?.type.replaceAll('-', '_');
  return [...entities.values()].find(
    ({ type, fields }) => snakeCase(type) === kind && fields.has('marking'),
  );
}

/** Of whose records these are, row-level security decides; an open subgraph asks nobody. */
async function ownRow(
  db: Transaction<unknown>,
  { table }: Entity,
  id: string,
): Promise<Row | undefined> {
  const { rows } = await sql<Row>`select * from ${sql.table(table)}
    where id = ${id} and marking_originator = owner_code for update`.execute(db);
  return rows[0];
}

/** Columns of the marking alone: the serving role may write no others. */
async function updateMarking(
  db: Transaction<unknown>,
  { table }: Entity,
  id: string,
  values: MarkingColumns,
  at: string,
): Promise<Row> {
  const set: RawBuilder<unknown>[] = Object.entries(values).map(
    ([column, value]) => sql`${sql.ref(column)} = ${value}`,
  );
  const { rows } = await sql<Row>`update ${sql.table(table)}
    set ${sql.join(set)}, revision = revision + 1, changed_at = ${at}::timestamptz
    where id = ${id} returning *`.execute(db);
  const [row] = rows;
  if (row === undefined) throw notFound(id);
  return row;
}

function changed(row: Row): Row {
  return { ...row, changedAt: row['changed_at'] };
}
