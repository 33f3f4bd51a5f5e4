import {
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isObjectType,
} from 'graphql';
import { type RawBuilder, sql } from 'kysely';
import type { SubgraphContext } from './context.ts';
import { readsOf } from './contract-model.ts';
import type { Row } from './database.ts';
import { type Entity, expressionOf } from './entity.ts';
import { clientError, SubgraphDefinitionError } from './errors.ts';
import { compileFilter } from './filter.ts';
import type { Parents } from './parents.ts';

export interface SeriesOptions {
  /** The entity whose records are counted. */
  readonly entity: string;
  /** Its field (Date or DateTime) that puts a record into a period. */
  readonly time: string;
  /** Dimensions that are never summed over: every point has them. */
  readonly always?: readonly string[];
  /** Field of the point -> SQL aggregate over the rows `t`. */
  readonly measures: Readonly<Record<string, string>>;
  /** `Parent.field` -> the link, as in `EntityOptions.relations`; the entity's own hold as well. */
  readonly relations?: Readonly<Record<string, string>>;
}

/** A series of the contract: counts and measures of an entity's records by period. */
export interface SeriesDefinition {
  readonly type: string;
  readonly options: SeriesOptions;
}

/** Declares a series: a type of the contract with `points`, computed from an entity's table. */
export function defineSeries(type: string, options: SeriesOptions): SeriesDefinition {
  return { type, options };
}

export interface SeriesArguments {
  /** First day. */
  readonly from: string;
  /** The day after the last. */
  readonly to: string;
  readonly interval: 'DAY' | 'WEEK' | 'MONTH';
  readonly filter?: Readonly<Record<string, unknown>> | null;
  /** Dimensions to split by besides those that are always there. */
  readonly by?: readonly string[];
}

export interface SeriesPage {
  readonly points: readonly Row[];
}

/** Points that one statement may answer with, over all parents. */
export const maxPoints = 20_000;

export interface SeriesReader {
  readonly root: (
    args: SeriesArguments,
    context: SubgraphContext,
    where?: RawBuilder<unknown>,
  ) => Promise<SeriesPage>;
  readonly ofParent: (
    name: string,
    parents: Parents,
    parent: Row,
    args: SeriesArguments,
    context: SubgraphContext,
  ) => Promise<SeriesPage>;
}

export function compileSeries(
  { type, options }: SeriesDefinition,
  entity: Entity,
  schema: GraphQLSchema,
): SeriesReader {
  const conditionsOf = compileFilter(entity, schema);
  const point = pointOf(type, schema);
  const dimensions = dimensionsOf(type, point, options, entity, schema);
  const time = expressionOf(entity, options.time);
  const day = time.scalar === 'Date' ? time.sql : sql`(${time.sql} at time zone 'UTC')`;
  const measures = Object.entries(options.measures).map(
    ([field, aggregate]) => sql`${measure(aggregate, point, field)} as ${sql.ref(field)}`,
  );

  const select = (args: SeriesArguments) => {
    const chosen = [...(options.always ?? []), ...(args.by ?? []).map((by) => dimensions.get(by))];
    const fields = [...new Set(chosen.filter((field) => field !== undefined))];
    const expressions = fields.map((field) => expressionOf(entity, field).sql);
    const interval = sql.lit(args.interval.toLowerCase());
    const period = sql`to_char(date_trunc(${interval}, ${day}::timestamp), 'YYYY-MM-DD')`;
    const named = fields.map((field, i) => sql`${expressions[i]} as ${sql.ref(field)}`);
    return {
      list: sql.join([sql`${period} as period`, ...named, ...measures]),
      groups: sql.join([period, ...expressions]),
      order: sql.join([period, ...expressions]),
    };
  };
  const matching = (args: SeriesArguments): RawBuilder<unknown> => {
    if (args.from >= args.to) {
      throw clientError(
        'BAD_USER_INPUT',
        `\`from\` (${args.from}) must be before \`to\` (${args.to}).`,
      );
    }
    const bound = sql.raw(time.scalar === 'Date' ? 'date' : "timestamp at time zone 'UTC'");
    const within = [
      sql`${time.sql} >= ${args.from}::${bound}`,
      sql`${time.sql} < ${args.to}::${bound}`,
    ];
    return sql.join([...within, ...conditionsOf(args.filter)], sql` and `);
  };

  return {
    root: async (args, context, where = sql`true`) => {
      const { list, groups, order } = select(args);
      const { rows } = await sql<Row>`
        select ${list} from ${sql.table(entity.table)} as t
        where ${where} and ${matching(args)}
        group by ${groups} order by ${order} limit ${maxPoints + 1}
      `.execute(context.db);
      refuseTooMany(rows);
      return { points: rows };
    },
    ofParent: async (name, parents, parent, args, context) => {
      const { list, groups, order } = select(args);
      const condition = matching(args);
      const loader = context.loader<unknown, Row[]>(
        `${name} ${JSON.stringify(args)}`,
        async (keys) => {
          const { rows } = await sql<Row & { parent_position: number }>`
          select p.position as parent_position, c.* from ${parents.table(keys)}
          cross join lateral (
            select ${list} from ${sql.table(entity.table)} as t
            where ${parents.match} and ${condition}
            group by ${groups} order by ${order}
          ) as c
          limit ${maxPoints + 1}
        `.execute(context.db);
          refuseTooMany(rows);
          const lists: Row[][] = keys.map(() => []);
          for (const row of rows) lists[row.parent_position - 1]?.push(row);
          return lists;
        },
      );
      return { points: await loader.load(parents.valueOf(parent)) };
    },
  };
}

function pointOf(type: string, schema: GraphQLSchema): GraphQLObjectType {
  const series = schema.getType(type);
  const point = isObjectType(series) ? getNamedType(series.getFields()['points']?.type) : null;
  if (!isObjectType(point)) throw new SubgraphDefinitionError(`${type} must have points.`);
  return point;
}

/** Sums of binary fractions carry noise far behind the comma: a millionth is finer than any figure. */
function measure(aggregate: string, point: GraphQLObjectType, field: string): RawBuilder<unknown> {
  const isFloat = getNamedType(point.getFields()[field]?.type)?.name === 'Float';
  const value = sql.raw(aggregate);
  return isFloat ? sql`round((${value})::numeric, 6)::double precision` : value;
}

/** Dimension value of the contract's enum -> the entity's field that it reads. */
function dimensionsOf(
  type: string,
  point: GraphQLObjectType,
  options: SeriesOptions,
  entity: Entity,
  schema: GraphQLSchema,
): ReadonlyMap<string, string> {
  const dimensions = new Map<string, string>();
  const enumeration = schema.getType(type.replace(/Series$/, 'Dimension'));
  for (const value of isEnumType(enumeration) ? enumeration.getValues() : []) {
    const field = readsOf(value.astNode);
    if (field !== null) dimensions.set(value.name, field);
  }
  const fields = new Set([
    'period',
    ...(options.always ?? []),
    ...dimensions.values(),
    ...Object.keys(options.measures),
  ]);
  const missing = [...fields].filter((field) => point.getFields()[field] === undefined);
  const unknown = Object.keys(point.getFields()).filter((field) => !fields.has(field));
  if (missing.length + unknown.length > 0) {
    throw new SubgraphDefinitionError(
      `${point.name} does not fit its series: missing ${missing.join(', ') || 'nothing'}, unanswered ${unknown.join(', ') || 'nothing'} (entity ${entity.type}).`,
    );
  }
  return dimensions;
}

function refuseTooMany(rows: readonly unknown[]): void {
  if (rows.length <= maxPoints) return;
  throw clientError(
    'SERIES_TOO_LONG',
    `The series has more than ${maxPoints} points: shorten the time, widen the interval or split by fewer dimensions.`,
  );
}
