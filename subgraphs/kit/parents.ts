import { type RawBuilder, sql } from 'kysely';
import { arrayLiteral } from './array-literal.ts';
import type { TypeModel } from './contract-model.ts';
import type { Row } from './database.ts';
import { type Entity, expressionOf, type Relation, relationTo } from './entity.ts';
import { SubgraphDefinitionError } from './errors.ts';
import { snakeCase } from './naming.ts';

/** The parents of one statement: how their values are read, sent and compared. */
export interface Parents {
  /** The parent's fields, or columns that are no fields, that `valueOf` reads. */
  readonly reads: readonly string[];
  /** The value by which a parent's rows are found: its key, or the list of another field. */
  readonly valueOf: (parent: Row) => string | number | readonly string[];
  /** `p(key, position)`: the parents as a table. */
  readonly table: (keys: readonly unknown[]) => RawBuilder<unknown>;
  /** Rows `t` that belong to the parent `p`. */
  readonly match: RawBuilder<unknown>;
}

/** Compiles the link between a parent type's list field and an entity. */
export function compileParents(entity: Entity, parent: TypeModel, field: string): Parents {
  const relation: Relation = relationTo(entity, parent, field);
  if ('match' in relation) {
    const { reads, match } = relation;
    return {
      reads,
      valueOf: (row) =>
        JSON.stringify(Object.fromEntries(reads.map((name) => [name, row[snakeCase(name)]]))),
      table: (keys) => sql`unnest(${keys}::jsonb[]) with ordinality as p(key, position)`,
      match: sql.raw(`(${match})`),
    };
  }
  const link = expressionOf(entity, relation.by);
  const type = sql.raw(link.sqlType);
  const source = relation.column ?? relation.from ?? parent.key;
  if (source === null) {
    throw new SubgraphDefinitionError(`${parent.name}.${field}: ${parent.name} has no @key.`);
  }
  const column = snakeCase(source);
  if (relation.from === undefined && relation.column === undefined) {
    return {
      reads: [source],
      valueOf: (row) => row[column] as string | number,
      table: (keys) => sql`unnest(${keys}::${type}[]) with ordinality as p(key, position)`,
      match: link.list ? sql`${link.sql} @> array[p.key]` : sql`${link.sql} = p.key`,
    };
  }
  // Each parent brings a list of values: sent as one array literal each, since SQL arrays of
  // arrays must be rectangular.
  return {
    reads: [source],
    valueOf: (row) => (row[column] ?? []) as readonly string[],
    table: (keys) => {
      const literals = keys.map((values) => arrayLiteral(values as readonly unknown[]));
      return sql`unnest(${literals}::text[]) with ordinality as p(key, position)`;
    },
    match: link.list
      ? sql`${link.sql} && p.key::${type}[]`
      : sql`${link.sql} = any(p.key::${type}[])`,
  };
}
