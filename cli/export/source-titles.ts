import { type Database, sql } from '@entente/kit';

/** Titles of sources by id: files name a source by its title, which people can read. */
export async function sourceTitles(reference: Database): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; title: string }>`
    select id, title->>'en' as title from source
  `.execute(reference);
  const taken = new Set<string>();
  const titles = new Map<string, string>();
  for (const { id, title } of rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    // Of two sources with one title the second is named by its id, or both would become one.
    if (!taken.has(title)) titles.set(id, title);
    taken.add(title);
  }
  return titles;
}
