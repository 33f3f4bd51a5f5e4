import { sql } from 'kysely';
import type { Row } from '../database.ts';
import { type MarkingInput, markingInputColumns, ownerOnly } from '../marking-input.ts';
import type { BoundWrites } from './bind-writes.ts';
import { newIds } from './new-id.ts';
import {
  checkTimes,
  missingReferences,
  type OwnReference,
  readInput,
  unknownReference,
} from './read-input.ts';
import { insertRows, type RowChange, tell, tellState } from './record-change.ts';
import { constraintRefusal, refusal, refusalOf, refuseProblems } from './refusal.ts';
import { type Values, withInstant } from './states.ts';
import type { WriteTransaction } from './transaction.ts';
import { valueRules, type WriteRules } from './write-rules.ts';

/** What became of one input: the id of its record, or why there is none. */
export type Made = { readonly id: string } | { readonly refused: unknown };

interface Draft {
  readonly index: number;
  readonly row: Row;
  readonly references: readonly OwnReference[];
}

export interface CreateBindings extends WriteRules {
  readonly bound: BoundWrites;
}

/**
 * Makes records of the caller's, one of each input. An input that is refused leaves the others.
 *
 * @param values for all of them, besides what the inputs give
 * @returns in the order of the inputs
 */
export async function createRecords(
  bindings: CreateBindings,
  transaction: WriteTransaction,
  inputs: readonly Row[],
  marking: MarkingInput | null,
  values: Values = {},
): Promise<readonly Made[]> {
  const { bound } = bindings;
  const { caller, db } = transaction;
  const made: Made[] = inputs.map(() => ({ refused: null }));
  const label = markingInputColumns(marking ?? ownerOnly);
  const mode = await transaction.mode();
  const at = await transaction.at();
  const rules = valueRules(bindings, bound, mode);
  const model = bound.inputs.get(bound.options.create?.field ?? '') ?? [];
  const ids = newIds(caller.partner, bound.entity.type, inputs.length);
  const drafts: Draft[] = [];
  for (const [index, input] of inputs.entries()) {
    try {
      const { columns, references } = readInput(model, given(input), rules);
      const set = bound.options.create?.defaults?.(input, { caller, at, mode }) ?? {};
      const own = bound.toColumns({ ...set, ...values });
      const identity = {
        id: ids[index],
        owner_code: caller.partner,
        ...label,
        marking_originator: caller.partner,
        marking_created_at: at,
        as_of: at,
        changed_at: at,
        revision: 1,
      };
      const row = {
        ...draft(bound, { ...withInstant(own, at), ...columns }, at),
        ...identity,
      };
      checkTimes(row, Date.parse(at));
      drafts.push({ index, references, row });
    } catch (error) {
      if (refusalOf(error) === null) throw error;
      made[index] = { refused: error };
    }
  }
  const missing = await missingReferences(
    drafts.flatMap((one) => one.references),
    bindings,
    transaction,
  );
  // Only then the subgraph's own checks: what they say of a withheld record would tell that it is there.
  const whole: Draft[] = [];
  for (const one of drafts) {
    try {
      const wrong = one.references.find((reference) => missing.has(reference));
      if (wrong !== undefined) throw unknownReference(wrong);
      const checked = { row: one.row, before: null, db, caller, at };
      refuseProblems((await bound.options.check?.(checked)) ?? []);
      whole.push(one);
    } catch (error) {
      if (refusalOf(error) === null) throw error;
      made[one.index] = { refused: error };
    }
  }
  for (const group of groupsOf(whole)) {
    for (const [index, result] of await insertDrafts(bindings, transaction, group)) {
      made[index] = result;
    }
  }
  return made;
}

/** What is null in the input of a new record is not given. */
function given(input: Row): Row {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}

/** The columns of a new record, with its first state. */
function draft({ states, columnOf, entity }: BoundWrites, columns: Values, at: string): Row {
  const row: Record<string, unknown> = { observed_at: at, ...columns };
  if (states === null) return row;
  const { field, initial } = states;
  const state = row[columnOf(field)] ?? initial[0];
  if (!initial.some((one) => one === state)) {
    throw refusal(
      'TRANSITION_NOT_ALLOWED',
      `A new record is ${initial.join(' or ')}, not ${String(state)}.`,
      {
        field,
        allowed: initial,
      },
    );
  }
  row[columnOf(field)] = state;
  if (entity.fields.has(`${field}ChangedAt`)) row[columnOf(`${field}ChangedAt`)] ??= at;
  return row;
}

/** Rows of the same columns go together: what one leaves out has its default in the table. */
function groupsOf(drafts: readonly Draft[]): readonly (readonly Draft[])[] {
  const groups = new Map<string, Draft[]>();
  for (const one of drafts) {
    const columns = Object.keys(one.row).sort().join();
    groups.set(columns, [...(groups.get(columns) ?? []), one]);
  }
  return [...groups.values()];
}

/** Adds drafts in one statement; where the database refuses, one by one, to know which. */
async function insertDrafts(
  bindings: CreateBindings,
  transaction: WriteTransaction,
  drafts: readonly Draft[],
): Promise<readonly (readonly [number, Made])[]> {
  const { db } = transaction;
  await sql`savepoint drafts`.execute(db);
  try {
    await insertAll(
      bindings,
      transaction,
      drafts.map(({ row }) => row),
    );
    await sql`release savepoint drafts`.execute(db);
    return drafts.map(({ index, row }) => [index, { id: String(row['id']) }] as const);
  } catch (error) {
    const refused = constraintRefusal(error);
    if (refused === null) throw error;
    await sql`rollback to savepoint drafts`.execute(db);
    if (drafts.length === 1) return drafts.map(({ index }) => [index, { refused }] as const);
    const results: (readonly [number, Made])[] = [];
    for (const one of drafts) {
      for (const result of await insertDrafts(bindings, transaction, [one])) results.push(result);
    }
    return results;
  }
}

async function insertAll(
  { bound: { entity, states, columnOf } }: CreateBindings,
  transaction: WriteTransaction,
  rows: readonly Row[],
): Promise<void> {
  const { db, caller, role } = transaction;
  const at = await transaction.at();
  const by = {
    kind: 'CREATED',
    at,
    byPartner: caller.partner,
    byRole: role,
    reason: null,
  } as const;
  const inserted = await insertRows(db, entity, rows);
  const changes: readonly RowChange[] = inserted.map((after) => ({ before: null, after }));
  await tell(db, entity, changes, by);
  if (states === null) return;
  const entered = inserted.map((after) => ({
    after,
    from: null,
    to: String(after[columnOf(states.field)]),
  }));
  await tellState(db, entity, entered, by);
}
