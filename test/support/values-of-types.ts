import { type Row, type Subgraph, snakeCase } from '@entente/kit';
import { getNamedType, isEnumType, isInputObjectType } from 'graphql';
import type pg from 'pg';

/** Columns that a record of a type must have, with values of their types. */
export async function requiredColumns(
  pool: pg.Pool,
  { schema, entities }: Subgraph,
  type: string,
): Promise<Row> {
  const entity = entities.get(type);
  const { rows } = await pool.query(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = current_schema and table_name = $1 and is_nullable = 'NO'
       and column_default is null and is_generated = 'NEVER'`,
    [entity?.table],
  );
  const columns: Record<string, unknown> = {};
  for (const { name, type: sqlType } of rows) {
    const field = [...(entity?.fields.values() ?? [])].find(
      (one) => 'column' in one && one.column === name,
    );
    const declared = field?.kind === 'column' ? schema.getType(field.scalar) : undefined;
    columns[name] = isEnumType(declared)
      ? declared.getValues()[0]?.name
      : field?.kind === 'reference'
        ? keyOf(field.key)
        : sqlValue(sqlType);
  }
  return columns;
}

/**
 * Values for fields of an input type.
 *
 * @param wanted fields that get a value of their type
 * @param given values that are given as they are
 */
export function inputValues(type: unknown, wanted: readonly string[], given: Row): Row {
  const input = getNamedType(type as Parameters<typeof getNamedType>[0]);
  if (!isInputObjectType(input)) return {};
  return Object.fromEntries(
    Object.values(input.getFields())
      .filter(({ name }) => wanted.includes(name) || name in given)
      .map(({ name, type: own }) => [name, given[name] ?? inputValue(name, String(own), own)]),
  );
}

function sqlValue(type: string): unknown {
  switch (type) {
    case 'integer':
    case 'double precision':
    case 'numeric':
      return 1;
    case 'boolean':
      return false;
    case 'date':
      return '2026-01-01';
    case 'timestamp with time zone':
      return '2026-01-01T00:00:00Z';
    case 'jsonb':
      return { en: 'x' };
    case 'ARRAY':
      return [];
    default:
      return 'x';
  }
}

function inputValue(name: string, text: string, type: unknown): unknown {
  const named = getNamedType(type as Parameters<typeof getNamedType>[0]);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  switch (text.replaceAll(/[[\]!]/g, '')) {
    case 'Int':
    case 'Float':
      return 1;
    case 'Boolean':
      return true;
    case 'Date':
      return '2026-01-02';
    case 'DateTime':
      return '2026-01-02T00:00:00Z';
    case 'ID':
      return keyOf(snakeCase(name));
    default:
      return 'for the test';
  }
}

function keyOf(key: string): string | number {
  if (key === 'pcode') return 'PS0255';
  if (key === 'number') return 7;
  return key === 'id' ? 'XAA:other:1' : 'XAB';
}
