import { type GraphQLSchema, isInputObjectType } from 'graphql';
import { type RawBuilder, sql } from 'kysely';
import { readsOf } from './contract-model.ts';
import { type Entity, expressionOf, isRecord } from './entity.ts';
import { SubgraphDefinitionError } from './errors.ts';

type Condition = (value: unknown) => RawBuilder<unknown>;

interface Range {
  readonly min?: unknown;
  readonly max?: unknown;
  readonly from?: unknown;
  readonly to?: unknown;
}

/**
 * Turns the `filter` argument of an entity's lists into SQL conditions over the row `t`. Records that
 * were withdrawn are left out, unless the filter says `withdrawn`, or they are asked for besides.
 */
export type FilterConditions = (
  filter: unknown,
  withWithdrawn?: boolean,
) => readonly RawBuilder<unknown>[];

/** Compiles the entity's filter input once: which field each entry reads and how it compares. */
export function compileFilter(entity: Entity, schema: GraphQLSchema): FilterConditions {
  const input = schema.getType(`${entity.type}Filter`);
  const conditions = new Map<string, Condition>();
  for (const field of isInputObjectType(input) ? Object.values(input.getFields()) : []) {
    if (field.name === 'withdrawn' && isRecord(entity)) {
      conditions.set(field.name, (value) => withdrawn(value === true));
      continue;
    }
    const custom = entity.options.filters?.[field.name];
    const reads = readsOf(field.astNode);
    if (reads === null) {
      throw new SubgraphDefinitionError(
        `${entity.type}Filter.${field.name} must say @reads(field: ...).`,
      );
    }
    conditions.set(field.name, custom ?? compare(entity, reads));
  }
  return (filter, withWithdrawn = false) => {
    const given = (filter ?? {}) as Record<string, unknown>;
    const present = withWithdrawn || !isRecord(entity) || given['withdrawn'] != null;
    const found = Object.entries(given).flatMap(([name, value]) => {
      const condition = conditions.get(name);
      return condition === undefined || value === null ? [] : [condition(value)];
    });
    return present ? found : [...found, withdrawn(false)];
  };
}

function withdrawn(yes: boolean): RawBuilder<unknown> {
  return yes ? sql`t.withdrawn_at is not null` : sql`t.withdrawn_at is null`;
}

/** A list means "any of", a range its bounds, anything else equality. */
function compare(entity: Entity, field: string): Condition {
  const { sql: expression, sqlType, list } = expressionOf(entity, field);
  const type = sql.raw(sqlType);
  return (value) => {
    if (Array.isArray(value)) {
      return list
        ? sql`${expression} && ${value}::${type}[]`
        : sql`${expression} = any(${value}::${type}[])`;
    }
    if (typeof value === 'object' && value !== null) {
      const { min, max, from, to } = value as Range;
      const bounds = [sql`true`];
      if (min != null) bounds.push(sql`${expression} >= ${min}::${type}`);
      if (max != null) bounds.push(sql`${expression} <= ${max}::${type}`);
      if (from != null) bounds.push(sql`${expression} >= ${from}::${type}`);
      if (to != null) bounds.push(sql`${expression} < ${to}::${type}`);
      return sql.join(bounds, sql` and `);
    }
    return list
      ? sql`${expression} @> array[${value}::${type}]`
      : sql`${expression} = ${value}::${type}`;
  };
}
