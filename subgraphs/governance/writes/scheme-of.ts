import { type Database, type Row, sql } from '@entente/kit';

/** A scheme's classes and paths; empty where it is not released to who asks. */
export async function schemeOf(
  db: Database,
  scheme: unknown,
): Promise<{ readonly classes: readonly unknown[]; readonly paths: readonly Row[] }> {
  const { rows } = await sql<{ classes: readonly Row[]; paths: readonly Row[] }>`
    select classes, paths from zone_scheme where id = ${scheme}`.execute(db);
  const [found] = rows;
  return { classes: (found?.classes ?? []).map(({ code }) => code), paths: found?.paths ?? [] };
}
