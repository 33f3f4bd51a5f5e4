import type { GraphQLSchema } from 'graphql';
import { type RawBuilder, sql } from 'kysely';
import type { SubgraphContext } from './context.ts';
import type { Row } from './database.ts';
import type { Entity } from './entity.ts';
import { clientError } from './errors.ts';
import { compileFilter } from './filter.ts';
import { typed } from './load-by-key.ts';
import { compileOrders, type Order } from './order.ts';
import type { Parents } from './parents.ts';
import type { Requested, Select } from './selection.ts';

/** The arguments that every list of records takes. */
export interface PageArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly filter?: Readonly<Record<string, unknown>> | null;
  readonly orderBy?: string | null;
  /** An instant: only records that changed after it. */
  readonly changedSince?: string | null;
}

/** A Relay connection; what is a function is asked for only when the client selects it. */
export interface Page {
  readonly nodes: readonly Row[];
  readonly edges: () => readonly { readonly cursor: () => string; readonly node: Row }[];
  readonly pageInfo: () => Readonly<Record<string, boolean | string | null>>;
  readonly totalCount: () => Promise<number>;
}

/** Records on a page where the client does not say, and at most. */
export const pageSize = { default: 50, max: 500 } as const;
/** Rows that one statement may fetch for all parents together. */
export const maxRowsPerStatement = 50_000;

/** What is asked of a pager. */
export interface PageRequest {
  readonly args: PageArguments;
  /** Fields of the records that are asked for. */
  readonly requested: Requested;
  readonly context: SubgraphContext;
}

/** Reads pages of one entity, with its filters and orders compiled once. */
export interface Pager {
  /** A page of the whole list, or of the part that `where` (SQL over `t`) leaves. */
  readonly root: (request: PageRequest, where?: RawBuilder<unknown>) => Promise<Page>;
  /** The page of one parent; the pages of all parents of the request come in one statement. */
  readonly ofParent: (
    name: string,
    parents: Parents,
    parent: Row,
    request: PageRequest,
  ) => Promise<Page>;
}

export function compilePager(entity: Entity, schema: GraphQLSchema, select: Select): Pager {
  const conditionsOf = compileFilter(entity, schema);
  const orders = compileOrders(entity, schema);
  const table = sql`${sql.table(entity.table)} as t`;

  const orderOf = (args: PageArguments): Order => {
    const name = args.orderBy ?? `${entity.key.field.toUpperCase()}_ASC`;
    const order = orders.get(name);
    if (order === undefined) throw clientError('BAD_USER_INPUT', `Unknown order ${name}.`);
    return order;
  };
  const matching = (args: PageArguments): RawBuilder<unknown>[] => {
    const since = args.changedSince;
    const changed = since == null ? [] : [sql`t.changed_at > ${since}::timestamptz`];
    // Whoever keeps a copy learns that a record was withdrawn.
    return [...conditionsOf(args.filter, since != null), ...changed];
  };
  const window = (args: PageArguments, order: Order): RawBuilder<unknown>[] =>
    args.after == null ? matching(args) : [...matching(args), order.after(args.after)];

  return {
    root: async ({ args, requested, context }, where = sql`true`) => {
      const first = sizeOf(args);
      const order = orderOf(args);
      const { rows } = await sql<Row>`
        select ${select(requested, [order.field]).list} from ${table}
        where ${and([where, ...window(args, order)])}
        order by ${order.by('t')} limit ${first + 1}
      `.execute(context.db);
      return page(entity, rows, first, order, args, async () => {
        const counted = await sql<{ count: number }>`
          select count(*) as count from ${table} where ${and([where, ...matching(args)])}
        `.execute(context.db);
        return counted.rows[0]?.count ?? 0;
      });
    },
    ofParent: async (name, parents, parent, { args, requested, context }) => {
      const first = sizeOf(args);
      const order = orderOf(args);
      const conditions = window(args, order);
      const value = parents.valueOf(parent);
      const selection = select(requested, [order.field]);
      const pages = context.loader<unknown, Row[]>(
        `${name} ${JSON.stringify(args)} ${selection.name}`,
        async (keys) => {
          refuseTooManyRows(name, keys.length, first);
          const { rows } = await sql<Row & { parent_position: number }>`
          select p.position as parent_position, c.* from ${parents.table(keys)}
          cross join lateral (
            select ${selection.list} from ${table}
            where ${and([parents.match, ...conditions])}
            order by ${order.by('t')} limit ${first + 1}
          ) as c
          order by p.position, ${order.by('c')}
        `.execute(context.db);
          const lists: Row[][] = keys.map(() => []);
          for (const row of rows) lists[row.parent_position - 1]?.push(row);
          return lists;
        },
      );
      return page(entity, await pages.load(value), first, order, args, () => {
        const { filter, changedSince } = args;
        const counts = context.loader<unknown, number>(
          `${name} count ${JSON.stringify({ filter, changedSince })}`,
          async (keys) => {
            const { rows } = await sql<{ count: number }>`
              select c.count from ${parents.table(keys)} cross join lateral (
                select count(*) as count from ${table}
                where ${and([parents.match, ...matching(args)])}
              ) as c order by p.position
            `.execute(context.db);
            return rows.map(({ count }) => count);
          },
        );
        return counts.load(value);
      });
    },
  };
}

function page(
  entity: Entity,
  rows: readonly Row[],
  first: number,
  order: Order,
  args: PageArguments,
  totalCount: () => Promise<number>,
): Page {
  const nodes = rows.slice(0, first).map((row) => typed(entity, row));
  return {
    nodes,
    edges: () => nodes.map((node) => ({ cursor: () => order.cursorOf(node), node })),
    pageInfo: () => {
      const [start, end] = [nodes.at(0), nodes.at(-1)];
      return {
        hasNextPage: rows.length > first,
        hasPreviousPage: args.after != null,
        startCursor: start === undefined ? null : order.cursorOf(start),
        endCursor: end === undefined ? null : order.cursorOf(end),
      };
    },
    totalCount,
  };
}

function sizeOf({ first }: PageArguments): number {
  const size = first ?? pageSize.default;
  if (size < 0) throw clientError('BAD_USER_INPUT', '`first` must be 0 or more.');
  if (size > pageSize.max) {
    throw clientError(
      'PAGE_TOO_LARGE',
      `A page holds at most ${pageSize.max} records, not ${size}: ask for fewer and follow \`pageInfo.endCursor\`.`,
    );
  }
  return size;
}

function refuseTooManyRows(name: string, parents: number, first: number): void {
  if (parents * first <= maxRowsPerStatement) return;
  throw clientError(
    'PAGE_TOO_LARGE',
    `${name}: ${parents} lists of up to ${first} records are more than ${maxRowsPerStatement} rows. Ask for fewer parents or a smaller \`first\`.`,
  );
}

function and(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `);
}
