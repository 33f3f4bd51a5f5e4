import { sql } from 'kysely';
import type { SubgraphContext } from '../context.ts';
import type { Database } from '../database.ts';
import type { HubMode } from '../hub-mode.ts';
import type { Visibility } from '../visibility.ts';
import { claimKey, type StoredAnswer, storeAnswer } from './idempotency.ts';
import { roleOf } from './may-take.ts';
import { constraintRefusal, refusal } from './refusal.ts';
import { writeInstant } from './write-clock.ts';

/** One mutation's transaction, with the rights of the writing role. */
export interface WriteTransaction {
  readonly db: Database;
  readonly caller: Visibility;
  /** The caller's role that lets it do this. */
  readonly role: string;
  readonly mode: () => Promise<HubMode>;
  /** From the first call on nobody else writes: lock rows before. The same instant at each call. */
  readonly at: () => Promise<string>;
  /** Whether something may have been written already. */
  readonly writing: () => boolean;
  /** What `run` gives; what it wrote stays only where that is good. */
  readonly undoable: <T>(run: () => Promise<T>, isGood: (result: T) => boolean) => Promise<T>;
}

export interface MutationCall {
  readonly field: string;
  /** Roles of which one is enough to call it. */
  readonly roles: readonly string[];
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * Runs a mutation, once: all of it or nothing.
 *
 * @returns its answer, or the first answer where the key was used before
 * @throws GraphQLError ROLE_REQUIRED before anything is read
 */
export async function inWriteTransaction(
  { field, roles, args }: MutationCall,
  context: SubgraphContext,
  run: (transaction: WriteTransaction) => Promise<StoredAnswer>,
): Promise<StoredAnswer> {
  const { caller } = context;
  const role = caller === null ? null : roleOf(roles, caller);
  if (caller === null || role === null) {
    throw refusal('ROLE_REQUIRED', `This takes one of the roles ${roles.join(', ')}.`);
  }
  const { idempotencyKey, ...input } = args;
  const key = String(idempotencyKey);
  try {
    return await context.db.transaction().execute(async (db) => {
      await sql`select set_config('role', current_database() || '_writing', true)`.execute(db);
      const first = await claimKey(db, caller.partner, key, [field, input]);
      if (first !== null) return first;
      const answer = await run(openTransaction(db, caller, role));
      await storeAnswer(db, caller.partner, key, answer);
      return answer;
    });
  } catch (error) {
    throw constraintRefusal(error) ?? error;
  } finally {
    context.forget();
  }
}

function openTransaction(db: Database, caller: Visibility, role: string): WriteTransaction {
  let at: Promise<string> | null = null;
  let mode: Promise<HubMode> | null = null;
  const begin = () => {
    at ??= writeInstant(db);
    return at;
  };
  return {
    db,
    caller,
    role,
    at: begin,
    mode: () => {
      mode ??= readMode(db);
      return mode;
    },
    writing: () => at !== null,
    undoable: async (run, isGood) => {
      await begin();
      await sql`savepoint undoable`.execute(db);
      const result = await run();
      if (!isGood(result)) await sql`rollback to savepoint undoable`.execute(db);
      return result;
    },
  };
}

async function readMode(db: Database): Promise<HubMode> {
  const { rows } = await sql<{ mode: HubMode }>`select mode from deployment`.execute(db);
  const [stamp] = rows;
  if (stamp === undefined) throw new Error('The database has no mode.');
  return stamp.mode;
}
