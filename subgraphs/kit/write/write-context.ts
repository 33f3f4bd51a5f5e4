import { sql } from 'kysely';
import type { Database, Row } from '../database.ts';
import { derivedSql } from '../entity.ts';
import { SubgraphDefinitionError } from '../errors.ts';
import type { HubMode } from '../hub-mode.ts';
import { parseId } from '../ids.ts';
import type { MarkingInput } from '../marking-input.ts';
import type { Visibility } from '../visibility.ts';
import type { BoundWrites } from './bind-writes.ts';
import { checkReason } from './check-values.ts';
import { createRecords } from './create-records.ts';
import { roleOf, transitionsOf } from './may-take.ts';
import { checkTimes } from './read-input.ts';
import {
  type Authorship,
  asStored,
  type RevisionKind,
  tell,
  tellState,
  updateRow,
} from './record-change.ts';
import { notFound, refusal, refuseProblems } from './refusal.ts';
import { type Transition, type Values, withInstant } from './states.ts';
import type { WriteTransaction } from './transaction.ts';
import type { WriteRules } from './write-rules.ts';

/** A record that is locked until the transaction ends. */
export interface LockedRecord {
  readonly type: string;
  readonly id: string;
  /** Its columns as they are stored. */
  readonly stored: Row;
  /** Its columns as readers see them: computed fields take the place of their columns. */
  readonly row: Row;
}

/** Why a record is changed. */
export interface ChangeReason {
  readonly kind: RevisionKind;
  readonly reason?: string | null;
}

/** What is given with a change of state. */
export interface Taking {
  readonly with?: Values;
  readonly reason?: string | null;
}

/** What a mutation works with: everything in one transaction, for one caller. */
export interface WriteContext {
  /** Reads what is released to the caller, within the transaction. */
  readonly db: Database;
  readonly caller: Visibility;
  readonly mode: () => Promise<HubMode>;
  /** The instant of the change. Lock rows before: from here on nobody else writes. */
  readonly at: () => Promise<string>;
  /** @throws GraphQLError RECORD_NOT_FOUND, RECORD_WITHDRAWN or REVISION_CONFLICT */
  readonly lock: (type: string, id: string, expectedRevision?: number) => Promise<LockedRecord>;
  /** Several of one type, in the order of their ids; each as `lock` would answer. */
  readonly lockAll: (type: string, ids: readonly string[]) => Promise<readonly LockedRecord[]>;
  /**
   * A new record of the caller's, by the fields of its input.
   * @param values besides the input, by field or column
   */
  readonly create: (
    type: string,
    input: Row,
    more?: { readonly marking?: MarkingInput | null; readonly values?: Values },
  ) => Promise<string>;
  /** Whether a change to these values would change anything. */
  readonly differs: (record: LockedRecord, values: Values) => Promise<boolean>;
  /** Changes fields of a record; its state only through `advance`. Gives it as it is now. */
  readonly change: (
    record: LockedRecord,
    values: Values,
    why: ChangeReason,
  ) => Promise<LockedRecord>;
  /** Brings a record into a state, along its machine, for this caller. */
  readonly advance: (record: LockedRecord, to: string, taking?: Taking) => Promise<LockedRecord>;
}

/** What is known of a subgraph's writes when a mutation runs. */
export interface WriteBindings extends WriteRules {
  readonly writes: ReadonlyMap<string, BoundWrites>;
}

export function writeContext(bindings: WriteBindings, transaction: WriteTransaction): WriteContext {
  const { db, caller, role } = transaction;
  const writesOf = (type: string): BoundWrites => {
    const writes = bindings.writes.get(type);
    if (writes !== undefined) return writes;
    throw new SubgraphDefinitionError(`${type} has no defineWrites.`);
  };

  const lock: WriteContext['lock'] = async (type, id, expectedRevision) => {
    if (transaction.writing()) throw new Error(`${id} must be locked before anything is written.`);
    const writes = writesOf(type);
    const { table } = writes.entity;
    if (parseId(id) === null) throw notFound(id);
    const { rows } = await sql<Row>`select * from ${sql.table(table)} as t
      where t.id = ${id} for update`.execute(db);
    const [stored] = rows;
    if (stored === undefined) throw notFound(id);
    if (stored['withdrawn_at'] != null) {
      throw refusal('RECORD_WITHDRAWN', `${id} has been withdrawn.`);
    }
    const revision = Number(stored['revision']);
    if (expectedRevision !== undefined && expectedRevision !== revision) {
      throw refusal(
        'REVISION_CONFLICT',
        `${id} is at revision ${revision}, not ${expectedRevision}: read it again.`,
        {
          field: 'expectedRevision',
          currentRevision: revision,
        },
      );
    }
    return { type, id, stored, row: await seen(db, writes, stored) };
  };

  const lockAll: WriteContext['lockAll'] = async (type, ids) => {
    const found: LockedRecord[] = [];
    // In one order everywhere: two that lock the same never wait for each other.
    for (const id of [...new Set(ids)].sort()) found.push(await lock(type, id));
    return found;
  };

  const authorship = async ({ kind, reason }: ChangeReason): Promise<Authorship> => ({
    kind,
    at: await transaction.at(),
    byPartner: caller.partner,
    byRole: role,
    reason: reason ?? null,
  });

  const write = async (
    record: LockedRecord,
    columns: Values,
    why: ChangeReason,
  ): Promise<LockedRecord> => {
    const writes = writesOf(record.type);
    const by = await authorship(why);
    const after = await updateRow(db, writes.entity, record.stored, columns, by.at);
    await tell(db, writes.entity, [{ before: record.stored, after }], by);
    return { ...record, stored: after, row: await seen(db, writes, after) };
  };

  const check = async (writes: BoundWrites, record: LockedRecord, columns: Values) => {
    const row = { ...record.row, ...columns };
    const at = await transaction.at();
    if ('observed_at' in columns || 'valid_until' in columns) checkTimes(row, Date.parse(at));
    refuseProblems(
      (await writes.options.check?.({ row, before: record.row, db, caller, at })) ?? [],
    );
  };

  return {
    db,
    caller,
    mode: transaction.mode,
    at: transaction.at,
    lock,
    lockAll,
    create: async (type, input, { marking = null, values = {} } = {}) => {
      const [made] = await createRecords(
        { ...bindings, bound: writesOf(type) },
        transaction,
        [input],
        marking,
        values,
      );
      if (made === undefined) throw new Error(`No ${type} was made.`);
      if ('refused' in made) throw made.refused;
      return made.id;
    },
    differs: async ({ type, stored }, values) => {
      const { entity, toColumns } = writesOf(type);
      const columns = toColumns(values);
      const next = await asStored(db, entity, columns);
      return Object.keys(columns).some(
        (name) => JSON.stringify(stored[name] ?? null) !== JSON.stringify(next[name] ?? null),
      );
    },
    change: async (record, values, why) => {
      const writes = writesOf(record.type);
      const columns = writes.toColumns(values);
      checkReason(why.reason ?? null, why.reason != null);
      await check(writes, record, columns);
      return write(record, columns, why);
    },
    advance: async (record, to, { with: given = {}, reason = null } = {}) => {
      const writes = writesOf(record.type);
      const transition = chooseTransition(writes, record, to, caller);
      const values = writes.toColumns(given);
      requireFields(writes, transition, record.row, values, reason);
      const at = await transaction.at();
      const taken = { row: { ...record.row, ...values }, at, reason, caller };
      const { sets = {} } = transition;
      const set = writes.toColumns(typeof sets === 'function' ? sets(taken) : sets);
      refuseOverridden(writes, values, set);
      const { states } = writes;
      if (states === null) throw new SubgraphDefinitionError(`${record.type} has no states.`);
      const columns = {
        ...values,
        ...withInstant(set, at),
        ...(writes.entity.fields.has(`${states.field}ChangedAt`)
          ? { [writes.columnOf(`${states.field}ChangedAt`)]: at }
          : {}),
        [writes.columnOf(states.field)]: to,
      };
      await check(writes, record, columns);
      const next = await write(record, columns, { kind: 'STATE', reason });
      const from = String(record.row[writes.columnOf(states.field)]);
      const by = {
        ...(await authorship({ kind: 'STATE', reason })),
        byRole: roleOf(transition.by, caller),
      };
      await tellState(db, writes.entity, [{ after: next.stored, from, to }], by);
      return next;
    },
  };
}

/** A stored row with what is computed in place of its columns. */
async function seen(db: Database, { entity }: BoundWrites, stored: Row): Promise<Row> {
  const computed = Object.keys(entity.options.computed ?? {}).flatMap((field) => {
    const text = derivedSql(entity, field);
    const model = entity.fields.get(field);
    return text === null || model?.kind !== 'column' ? [] : [[model.column, text] as const];
  });
  if (computed.length === 0) return stored;
  const list = sql.join(
    computed.map(([column, text]) => sql`(${sql.raw(text)}) as ${sql.ref(column)}`),
  );
  const { rows } = await sql<Row>`select ${list} from ${sql.table(entity.table)} as t
    where t.id = ${stored['id']}`.execute(db);
  return { ...stored, ...rows[0] };
}

/** @throws GraphQLError where a value is given that the transition sets otherwise */
function refuseOverridden({ entity }: BoundWrites, given: Values, set: Values): void {
  const column = Object.keys(set).find((name) => name in given && given[name] !== set[name]);
  if (column === undefined) return;
  const fields = [...entity.fields.values()];
  const field = fields.find((one) => 'column' in one && one.column === column)?.name ?? column;
  throw refusal('BAD_USER_INPUT', `\`${field}\` is set by the change itself.`, { field });
}

/** @throws GraphQLError TRANSITION_NOT_ALLOWED or ROLE_REQUIRED */
function chooseTransition(
  writes: BoundWrites,
  { id, row }: LockedRecord,
  to: string,
  caller: Visibility,
): Transition {
  const { states } = writes;
  const open = states === null ? [] : transitionsOf(states, row, caller, writes);
  const there = open.filter((one) => one.to === to);
  const found = there.find(({ by }) => roleOf(by, caller) !== null);
  if (found !== undefined) return found;
  const [closed] = there;
  if (closed !== undefined) {
    throw refusal('ROLE_REQUIRED', `This takes one of the roles ${closed.by.join(', ')}.`, {
      field: 'to',
    });
  }
  const allowed = [
    ...new Set(open.filter(({ by }) => roleOf(by, caller) !== null).map((one) => one.to)),
  ];
  throw refusal(
    'TRANSITION_NOT_ALLOWED',
    `${id} cannot become ${to} now; you may bring it to: ${allowed.join(', ') || 'nothing'}.`,
    {
      field: 'to',
      allowed,
    },
  );
}

/** @throws GraphQLError FIELD_REQUIRED */
function requireFields(
  writes: BoundWrites,
  { requires = [], reason: wanted, to }: Transition,
  row: Row,
  given: Values,
  reason: string | null,
): void {
  const missing = requires.find((field) => {
    const column = writes.columnOf(field);
    return (column in given ? given[column] : row[column]) == null;
  });
  if (missing !== undefined) {
    throw refusal('FIELD_REQUIRED', `To become ${to}, \`${missing}\` must have a value.`, {
      field: missing,
    });
  }
  checkReason(reason, wanted === 'required');
}
