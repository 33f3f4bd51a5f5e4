import { sql } from 'kysely';
import type { Database } from '../database.ts';

/**
 * The instant of this transaction's writes. From here to its end no other transaction writes, and each
 * one's instant is later than all before it: whoever asks what changed since the newest instant that it
 * has seen misses nothing. Rows are locked before this, never after: so nobody waits in a circle.
 */
export async function writeInstant(db: Database): Promise<string> {
  const { rows } = await sql<{ at: string }>`
    update write_clock set at = greatest(clock_timestamp(), at + interval '1 microsecond')
    returning at`.execute(db);
  const [clock] = rows;
  if (clock === undefined) throw new Error('The write clock is missing.');
  return clock.at;
}
