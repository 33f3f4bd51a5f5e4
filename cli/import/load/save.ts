import { type Database, sql } from '@entente/kit';
import type { ControlledTransaction } from 'kysely';
import { type Problem, problem } from '../../terminal/problem.ts';
import type { Destination } from '../formats/format.ts';
import type { ResolvedSources } from './resolve-sources.ts';
import { type Changes, writeRows } from './write-rows.ts';

export interface SaveOptions {
  readonly reference: Database;
  readonly target: Database;
  readonly destination: Destination;
  readonly dryRun: boolean;
  readonly progress: (written: number) => void;
}

/**
 * Writes the rows in one transaction, and their sources in it or in one of their own that is
 * committed first: a record never names a source that is not there. A dry run does the same and
 * rolls back, so its counts are those of the real one.
 */
export async function save(
  { rows, added }: ResolvedSources,
  { reference, target, destination, dryRun, progress }: SaveOptions,
): Promise<Changes | Problem> {
  const first = await reference.startTransaction().execute();
  const second = reference === target ? first : await target.startTransaction().execute();
  const transactions = reference === target ? [first] : [first, second];
  try {
    for (const source of added) await insertSource(first, source);
    const changes = await writeRows(second, destination, rows, progress);
    for (const transaction of transactions) {
      await (dryRun ? transaction.rollback() : transaction.commit()).execute();
    }
    return changes;
  } catch (error) {
    for (const transaction of transactions) {
      if (!transaction.isCommitted && !transaction.isRolledBack) {
        await transaction.rollback().execute();
      }
    }
    return refusal(error);
  }
}

async function insertSource(
  transaction: ControlledTransaction<unknown>,
  source: ResolvedSources['added'][number],
): Promise<void> {
  await sql`
    insert into source (id, title, publisher, kind, reliability, credibility, methodology, url, licence)
    values (${source.id}, ${JSON.stringify(source.title)}, ${source.publisher}, ${source.kind},
      ${source.reliability}, ${source.credibility}, ${source.methodology}, ${source.url}, ${source.licence})
    on conflict (id) do nothing
  `.execute(transaction);
}

/** A constraint of the tables that no check of ours foresaw; anything else is a defect. */
function refusal(error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!(error instanceof Error) || !code.startsWith('23')) throw error;
  return problem(
    `The database refuses a row: ${error.message}.`,
    'Nothing was written. Compare the values of the file with the guide to import and export.',
  );
}
