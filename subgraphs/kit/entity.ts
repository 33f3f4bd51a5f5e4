import { type GraphQLSchema, isInputObjectType, isNonNullType, isObjectType } from 'graphql';
import { type RawBuilder, sql } from 'kysely';
import { columnType } from './column-type.ts';
import type { ContractModel, FieldModel, TypeModel } from './contract-model.ts';
import { SubgraphDefinitionError } from './errors.ts';
import { snakeCase } from './naming.ts';
import { sensitiveGeometry } from './sensitive-geometry.ts';

/** How the lists of a parent's field are found. */
export type Relation =
  | {
      /** The entity's field that refers to the parent. */
      readonly by: string;
      /** The parent's field with the list of values to look for, where it is not its key. */
      readonly from?: string;
      /** The parent's array column with those values, where no field shows them. */
      readonly column?: string;
    }
  | {
      /** Fields of the parent that the condition reads. */
      readonly reads: readonly string[];
      /** SQL over the row `t` and `p.key`, a jsonb object of those fields. */
      readonly match: string;
    };

/** A time in which a record's marking releases it to fewer than it will afterwards. */
export interface Embargo {
  /** SQL over the table's columns, without an alias: the instant at which it ends. */
  readonly until: string;
  /** Columns with the codes of partners that it does not hold for; nor for the owner. */
  readonly exceptFor: readonly string[];
}

export interface EntityOptions {
  /** The table, where its name is not the type's in snake_case. */
  readonly table?: string;
  /** Fields that are SQL over the row, called `t`: used when reading, filtering and ordering. */
  readonly computed?: Readonly<Record<string, string>>;
  /** `Parent.field` -> the link, where more than one field could link, or none by its type. */
  readonly relations?: Readonly<Record<string, string | Relation>>;
  /** Filter fields that are more than a comparison: SQL over the row `t` from the given value. */
  readonly filters?: Readonly<Record<string, (value: unknown) => RawBuilder<unknown>>>;
  /** Until when the owner and the named partners alone see a record. */
  readonly embargo?: Embargo;
}

/** An entity of this subgraph: a type of the contract with a table behind it. */
export interface EntityDefinition {
  readonly type: string;
  readonly options: EntityOptions;
}

/** Declares that a type of the contract stands in a table of this subgraph's database. */
export function defineEntity(type: string, options: EntityOptions = {}): EntityDefinition {
  return { type, options };
}

/** A definition bound to its contract: all that a statement over the entity needs. */
export interface Entity {
  readonly type: string;
  readonly table: string;
  readonly key: { readonly field: string; readonly column: string; readonly sqlType: string };
  readonly fields: TypeModel['fields'];
  readonly options: EntityOptions;
  /** SQL over the table's columns: which of the rows released to it a caller may write; none, if null. */
  readonly writers: string | null;
}

function fieldsOf(schema: GraphQLSchema, type: string) {
  const found = schema.getType(type);
  return isObjectType(found) ? found.getFields() : {};
}

/** Binds a definition to the contract. Throws SubgraphDefinitionError where they do not fit. */
export function bindEntity(
  { type, options }: EntityDefinition,
  model: ContractModel,
  schema: GraphQLSchema,
): Entity {
  const contract = model.get(type);
  const keyField = contract?.key == null ? undefined : contract.fields.get(contract.key);
  if (contract === undefined || keyField?.kind !== 'column') {
    throw new SubgraphDefinitionError(
      `${type}: the contract must have this type with a @key of one scalar field.`,
    );
  }
  for (const field of Object.keys(options.computed ?? {})) {
    if (contract.fields.get(field)?.kind !== 'column') {
      throw new SubgraphDefinitionError(`${type}.${field} is computed, but is no scalar field.`);
    }
  }
  for (const [name, field] of isRecord(contract) ? contract.fields : []) {
    if (field.kind !== 'column' || field.scalar !== 'GeoJSON') continue;
    if (!isNonNullType(fieldsOf(schema, type)[name]?.type)) continue;
    throw new SubgraphDefinitionError(
      `${type}.${name} must be nullable: a record of high sensitivity shows no geometry.`,
    );
  }
  const filter = schema.getType(`${type}Filter`);
  for (const name of Object.keys(options.filters ?? {})) {
    if (!isInputObjectType(filter) || filter.getFields()[name] === undefined) {
      throw new SubgraphDefinitionError(`${type}Filter has no field ${name}.`);
    }
  }
  return {
    type,
    table: options.table ?? snakeCase(type),
    key: {
      field: keyField.name,
      column: keyField.column,
      sqlType: columnType(keyField.scalar),
    },
    fields: contract.fields,
    options,
    writers: null,
  };
}

/**
 * SQL over the row `t` for a field that is not simply its column: computed by the entity, or
 * geometry, of which a record's sensitivity decides what is shown. Null where it is the column.
 */
export function derivedSql(entity: Entity, field: string): string | null {
  const computed = entity.options.computed?.[field] ?? null;
  const model = entity.fields.get(field);
  if (model?.kind !== 'column' || model.scalar !== 'GeoJSON' || !isRecord(entity)) return computed;
  return sensitiveGeometry(computed ?? `t."${model.column}"`);
}

/** Whether it is a record that an owner marks, and not a reference entity. */
export function isRecord({ fields }: Pick<Entity, 'fields'>): boolean {
  return fields.get('marking')?.kind === 'marking';
}

/** A field of the entity as SQL over the row `t`, with PostgreSQL's type and whether it is a list. */
export function expressionOf(
  entity: Entity,
  field: string,
): {
  readonly sql: RawBuilder<unknown>;
  readonly sqlType: string;
  readonly scalar: string;
  readonly list: boolean;
} {
  const derived = derivedSql(entity, field);
  const model = entity.fields.get(field);
  if (model?.kind === 'column') {
    const { scalar, list } = model;
    const text = derived === null ? sql.ref(`t.${model.column}`) : sql`(${sql.raw(derived)})`;
    return { sql: text, sqlType: columnType(scalar), scalar, list };
  }
  if (model?.kind === 'reference') {
    const sqlType = columnType(model.keyScalar);
    return {
      sql: sql.ref(`t.${model.column}`),
      sqlType,
      scalar: model.keyScalar,
      list: model.list,
    };
  }
  throw new SubgraphDefinitionError(`${entity.type}.${field} cannot be read in SQL.`);
}

/** The link from a parent's list field to this entity: given, or the one field of the parent's type. */
export function relationTo(entity: Entity, parent: TypeModel, field: string): Relation {
  const given = entity.options.relations?.[`${parent.name}.${field}`];
  if (typeof given === 'string') return { by: given };
  if (given !== undefined) return given;
  const candidates = [...entity.fields.values()].filter(
    (model): model is FieldModel & { kind: 'reference' } =>
      model.kind === 'reference' && model.type === parent.name,
  );
  const [only] = candidates;
  if (only === undefined || candidates.length > 1) {
    const names = candidates.map(({ name }) => name).join(', ') || 'none';
    throw new SubgraphDefinitionError(
      `${parent.name}.${field}: say in defineEntity('${entity.type}', { relations }) which field links to ${parent.name} (candidates: ${names}).`,
    );
  }
  return { by: only.name };
}
