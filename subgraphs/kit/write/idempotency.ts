import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../database.ts';
import { refusal } from './refusal.ts';

/** How long a key is known, and how many that are older one mutation clears away. */
export const idempotency = { kept: '24 hours', cleared: 100 } as const;

/** What is stored of an answer: ids, and refusals of rows; never a record. */
export type StoredAnswer = Readonly<Record<string, unknown>>;

const keyPattern = /^[\x21-\x7e]{1,200}$/;

/**
 * Claims a key of the caller's partner for this transaction. A twin that comes meanwhile waits here
 * until we are done, and then has our answer.
 *
 * @returns the first answer, where the key was used with the same input before; else null
 * @throws GraphQLError IDEMPOTENCY_KEY_REUSED where it was used with another
 */
export async function claimKey(
  db: Database,
  partner: string,
  key: string,
  input: unknown,
): Promise<StoredAnswer | null> {
  if (!keyPattern.test(key)) {
    throw refusal(
      'BAD_USER_INPUT',
      '`idempotencyKey` must be 1 to 200 characters without spaces.',
      { field: 'idempotencyKey' },
    );
  }
  const hash = createHash('sha256').update(JSON.stringify(input)).digest('base64url');
  const old = sql`now() - ${idempotency.kept}::interval`;
  const claimed = await sql`
    with cleared as (
      delete from idempotency where partner = ${partner} and key in (
        select key from idempotency where partner = ${partner} and key <> ${key} and at < ${old}
        order by at limit ${idempotency.cleared} for update skip locked)
    )
    insert into idempotency as i (partner, key, input_hash) values (${partner}, ${key}, ${hash})
    on conflict (partner, key) do update set input_hash = excluded.input_hash, answer = null, at = now()
    where i.at < ${old}`.execute(db);
  if (claimed.numAffectedRows === 1n) return null;
  const { rows } = await sql<{ hash: string; answer: StoredAnswer | null }>`
    select input_hash as hash, answer from idempotency
    where partner = ${partner} and key = ${key}`.execute(db);
  const [first] = rows;
  if (first?.hash === hash && first.answer !== null) return first.answer;
  throw refusal(
    'IDEMPOTENCY_KEY_REUSED',
    'This idempotency key was used with another input in the last 24 hours.',
    { field: 'idempotencyKey' },
  );
}

/** Keeps the answer that repeats are given. */
export async function storeAnswer(
  db: Database,
  partner: string,
  key: string,
  answer: StoredAnswer,
): Promise<void> {
  await sql`update idempotency set answer = ${JSON.stringify(answer)}::jsonb
    where partner = ${partner} and key = ${key}`.execute(db);
}
