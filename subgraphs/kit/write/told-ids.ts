import { sql } from 'kysely';
import type { SubgraphContext } from '../context.ts';
import type { Entity } from '../entity.ts';
import { idType, parseId } from '../ids.ts';

/** Every id of a record that stands in a value, however deep. */
export function idsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return parseId(value) === null ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(idsIn);
}

/**
 * Whether ids may be told to the caller: of records that stand here, where they are released to it; of
 * those that stand elsewhere, where they are its own.
 */
export function maySee(
  ids: readonly string[],
  entities: ReadonlyMap<string, Entity>,
  context: SubgraphContext,
): Promise<boolean> {
  const { caller } = context;
  if (caller === null) return Promise.resolve(true);
  const loader = context.loader<string, boolean>('ids that may be told', async (all) => {
    const told = new Set<string>();
    for (const { type, table, key } of entities.values()) {
      const kind = idType(type);
      const here = all.filter((id) => parseId(id)?.type === kind);
      if (here.length === 0) continue;
      const column = sql.ref(key.column);
      const { rows } = await sql<{ id: string }>`select ${column} as id from ${sql.table(table)}
        where ${column} = any(${here}::text[])`.execute(context.db);
      for (const { id } of rows) told.add(id);
    }
    return all.map((id) => told.has(id) || parseId(id)?.owner === caller.partner);
  });
  return loader.loadMany([...ids]).then((all) => all.every((one) => one === true));
}
