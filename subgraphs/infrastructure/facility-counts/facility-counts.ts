import { type Row, type SubgraphContext, sql } from '@entente/kit';
import { currentFunction } from '../entities.ts';

type Dimension = 'PLACE' | 'TYPE' | 'OWNER';

interface Arguments {
  readonly filter?: {
    readonly owner?: readonly string[] | null;
    readonly type?: readonly string[] | null;
    readonly place?: readonly string[] | null;
  } | null;
  readonly by: readonly Dimension[];
}

interface Counts {
  readonly points: readonly Row[];
}

/** Dimension -> field of the point and column of the table. */
const dimensions = {
  PLACE: { field: 'place', column: 'place_pcode' },
  TYPE: { field: 'type', column: 'type' },
  OWNER: { field: 'owner', column: 'owner_code' },
} as const;

/** `Query.facilityCounts`. */
export async function facilityCounts(
  _root: unknown,
  args: Arguments,
  { db }: SubgraphContext,
): Promise<Counts> {
  const { select, where, group } = statement(args);
  const { rows } = await sql<Row>`
    select ${select} from facility as t where ${where} group by ${group} order by ${group}
  `.execute(db);
  return { points: rows };
}

/** `Place.facilityCounts`: the counts of all places of the request in one statement. */
export async function facilityCountsOfPlace(
  place: Row,
  args: Arguments,
  context: SubgraphContext,
): Promise<Counts> {
  const loader = context.loader<string, Row[]>(
    `Place.facilityCounts ${JSON.stringify(args)}`,
    async (pcodes) => {
      const { select, where, group } = statement(args);
      const { rows } = await sql<Row & { parent_pcode: string }>`
        select t.place_pcode as parent_pcode, ${select} from facility as t
        where t.place_pcode = any(${pcodes}::text[]) and ${where}
        group by t.place_pcode, ${group} order by t.place_pcode, ${group}
      `.execute(context.db);
      const points = Map.groupBy(rows, (row) => row.parent_pcode);
      return pcodes.map((pcode) => points.get(pcode) ?? []);
    },
  );
  return { points: await loader.load(String(place['pcode'])) };
}

function statement({ filter, by }: Arguments) {
  const current = sql`(${sql.raw(currentFunction)})`;
  const asked = [...new Set(by)].map((dimension) => dimensions[dimension]);
  const columns = asked.map(({ column }) => sql.ref(`t.${column}`));
  const named = asked.map(
    ({ field, column }) => sql`${sql.ref(`t.${column}`)} as ${sql.ref(field)}`,
  );
  const conditions = Object.values(dimensions).flatMap(({ field, column }) => {
    const values = filter?.[field];
    return values == null ? [] : [sql`${sql.ref(`t.${column}`)} = any(${values}::text[])`];
  });
  return {
    select: sql.join([...named, sql`${current} as function`, sql`count(*) as records`]),
    where: sql.join([sql`t.withdrawn_at is null`, ...conditions], sql` and `),
    group: sql.join([...columns, current]),
  };
}
