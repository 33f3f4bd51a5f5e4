import { type Database, sql } from '@entente/kit';
import type { KnownKeys } from '../cells/read-cell.ts';

/** What the reference subgraph holds that files refer to. */
export interface Known {
  readonly keys: KnownKeys;
  readonly partners: ReadonlySet<string>;
  /** Ids of sources, by id and by title. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Reads the keys of all reference entities: they are few. */
export async function loadKnown(reference: Database): Promise<Known> {
  const keys = async (query: string) =>
    new Set((await sql.raw<{ key: string }>(query).execute(reference)).rows.map(({ key }) => key));
  const sources = await sql<{ id: string; title: string }>`
    select id, title->>'en' as title from source order by id
  `.execute(reference);
  return {
    keys: {
      place: await keys('select pcode as key from place'),
      crossing: await keys('select code as key from crossing'),
    },
    partners: await keys('select code as key from partner'),
    sources: new Map(
      sources.rows.flatMap(({ id, title }) => [
        [title, id],
        [id, id],
      ]),
    ),
  };
}
