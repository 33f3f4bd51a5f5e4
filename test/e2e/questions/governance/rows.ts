import type { Row } from '@entente/kit';
import { exerciseRows } from '../../../support/exercise-stack.ts';

/** The generator's rows of a governance table as plain data, by the given columns, then by id. */
export async function rowsOf(table: string, ...order: readonly string[]): Promise<readonly Row[]> {
  const rows = await exerciseRows('governance', table);
  const plain = JSON.parse(JSON.stringify(rows)) as Row[];
  // What has no day comes after every day; letters come after digits.
  const key = (row: Row) => [...order, 'id'].map((column) => row[column] ?? 'never');
  return plain.sort((a, b) => (key(a).join(' ') < key(b).join(' ') ? -1 : 1));
}

/** Finds a row of a table by its id. */
export async function rowById(table: string): Promise<(id: unknown) => Row> {
  const rows = new Map((await rowsOf(table)).map((row) => [row['id'], row]));
  return (id) => {
    const row = rows.get(id);
    if (row === undefined) throw new Error(`No ${table} ${id}.`);
    return row;
  };
}
