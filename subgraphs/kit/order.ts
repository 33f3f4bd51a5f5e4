import { type GraphQLSchema, isEnumType } from 'graphql';
import { type RawBuilder, sql } from 'kysely';
import { readsOf } from './contract-model.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { Row } from './database.ts';
import { type Entity, expressionOf } from './entity.ts';
import { clientError, SubgraphDefinitionError } from './errors.ts';
import { snakeCase } from './naming.ts';
import { parseDay, parseInstant } from './scalars.ts';

/** One order of an entity's lists: by a field, ties broken by the key in the same direction. */
export interface Order {
  readonly name: string;
  /** The entity's field that it reads. */
  readonly field: string;
  /** `order by` over the row called `alias`. */
  readonly by: (alias: 't' | 'c') => RawBuilder<unknown>;
  /** Rows after a cursor, over the row `t`. */
  readonly after: (cursor: string) => RawBuilder<unknown>;
  readonly cursorOf: (row: Row) => string;
}

/** Compiles the orders of an entity's lists, by enum value. */
export function compileOrders(entity: Entity, schema: GraphQLSchema): ReadonlyMap<string, Order> {
  const orders = new Map<string, Order>();
  const type = schema.getType(`${entity.type}Order`);
  for (const value of isEnumType(type) ? type.getValues() : []) {
    const field = readsOf(value.astNode);
    const direction = /_(ASC|DESC)$/.exec(value.name)?.[1];
    if (field === null || direction === undefined) {
      throw new SubgraphDefinitionError(
        `${entity.type}Order.${value.name} must end in _ASC or _DESC and say @reads(field: ...).`,
      );
    }
    orders.set(value.name, order(entity, value.name, field, direction === 'ASC'));
  }
  const first = `${entity.key.field.toUpperCase()}_ASC`;
  if (!orders.has(first)) orders.set(first, order(entity, first, entity.key.field, true));
  return orders;
}

function order(entity: Entity, name: string, field: string, ascending: boolean): Order {
  const { sql: expression, sqlType, scalar } = expressionOf(entity, field);
  const { column: keyColumn, sqlType: keyType } = entity.key;
  const key = sql.ref(`t.${keyColumn}`);
  const direction = sql.raw(ascending ? 'asc' : 'desc');
  const beyond = sql.raw(ascending ? '>' : '<');
  const model = entity.fields.get(field);
  const column = model?.kind === 'reference' ? model.column : snakeCase(field);
  const byKey = field === entity.key.field;
  return {
    name,
    field,
    by: (alias) => {
      const tie = sql`${sql.ref(`${alias}.${keyColumn}`)} ${direction}`;
      if (byKey) return tie;
      const first = alias === 't' ? expression : sql.ref(`c.${column}`);
      return sql`${first} ${direction}, ${tie}`;
    },
    after: (cursor) => {
      const { value, id } = decodeCursor(name, cursor);
      if (!accepts(scalar, value) || (keyType === 'integer') !== (typeof id === 'number')) {
        throw clientError('BAD_CURSOR', `This cursor does not fit the order ${name}.`);
      }
      const last = sql`${id}::${sql.raw(keyType)}`;
      return byKey
        ? sql`${key} ${beyond} ${last}`
        : sql`(${expression}, ${key}) ${beyond} (${value}::${sql.raw(sqlType)}, ${last})`;
    },
    cursorOf: (row) =>
      encodeCursor(name, {
        value: row[column] as string | number,
        id: row[keyColumn] as string | number,
      }),
  };
}

function accepts(scalar: string, value: unknown): boolean {
  switch (scalar) {
    case 'Int':
      return Number.isInteger(value);
    case 'Float':
      return typeof value === 'number';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Date':
      return parseDay(value) !== null;
    case 'DateTime':
      return parseInstant(value) !== null;
    default:
      return typeof value === 'string';
  }
}
