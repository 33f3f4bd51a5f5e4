import { sql } from 'kysely';
import type { SubgraphContext } from './context.ts';
import type { Row } from './database.ts';
import type { Entity } from './entity.ts';
import { parseInstant } from './scalars.ts';
import type { Selection } from './selection.ts';

/** One entity by its key, batched with all others of the request; null where there is none. */
export function loadByKey(
  entity: Entity,
  key: unknown,
  { name, list }: Selection,
  context: SubgraphContext,
): Promise<Row | null> {
  if (!fits(entity.key.sqlType, key)) return Promise.resolve(null);
  const loader = context.loader<string | number, Row | null>(
    `${entity.type} by key: ${name}`,
    async (keys) => {
      const column = sql.ref(`t.${entity.key.column}`);
      const { rows } = await sql<Row>`
      select ${list} from ${sql.table(entity.table)} as t
      where ${column} = any(${keys}::${sql.raw(entity.key.sqlType)}[])
    `.execute(context.db);
      const found = new Map(rows.map((row) => [row[entity.key.column], typed(entity, row)]));
      return keys.map((one) => found.get(one) ?? null);
    },
  );
  return loader.load(key as string | number);
}

/** A row that says its type, as interfaces and unions need it. */
export function typed(entity: Entity, row: Row): Row {
  return Object.assign(row, { __typename: entity.type });
}

function fits(sqlType: string, key: unknown): boolean {
  if (sqlType === 'integer') return Number.isInteger(key);
  if (sqlType === 'timestamptz') return parseInstant(key) !== null;
  return typeof key === 'string';
}
