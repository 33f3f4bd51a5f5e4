import { type Database, sql } from '@entente/kit';
import { incidentCounts } from '../incident-counts.ts';

export interface ClosureArguments {
  /** First day. */
  readonly from: string;
  /** The day after the last. */
  readonly to: string;
  readonly windowDays: number;
}

type Counts = Readonly<Record<keyof typeof incidentCounts, number>>;

export interface CrossingClosures {
  readonly nearby: Counts;
  /** Newest first; `incident` is its id. */
  readonly closures: readonly {
    readonly closedOn: string;
    readonly incident: string;
    readonly before: Counts;
  }[];
}

/** Closures that one crossing lists at most: one a day through the longest span. */
const maxClosures = 366;

const counts = sql.raw(
  `jsonb_build_object(${Object.entries(incidentCounts)
    .map(([name, aggregate]) => `'${name}', ${aggregate}`)
    .join(', ')})`,
);

/**
 * The closures of crossings with what preceded them, in two statements whatever the number of
 * crossings and closures.
 *
 * @returns in the order of `codes`; a crossing that nothing is known of has empty counts
 */
export async function loadClosures(
  codes: readonly string[],
  { from, to, windowDays }: ClosureArguments,
  db: Database,
): Promise<CrossingClosures[]> {
  const crossings = sql`unnest(${codes}::text[]) with ordinality as p(code, position)`;
  const nearby = sql<{ nearby: Counts }>`
    select n.nearby from ${crossings} cross join lateral (
      select ${counts} as nearby from incident t
      where t.crossing_code = p.code and t.sub_type <> 'CROSSING_CLOSURE'
        and t.withdrawn_at is null
        and t.occurred_on >= ${from}::date and t.occurred_on < ${to}::date
    ) as n order by p.position`.execute(db);
  const closures = sql<{ position: number; closed_on: string; id: string; before: Counts }>`
    select p.position, c.occurred_on as closed_on, c.id, b.before from ${crossings}
    cross join lateral (
      select t.id, t.occurred_on from incident t
      where t.crossing_code = p.code and t.sub_type = 'CROSSING_CLOSURE'
        and t.standing <> 'DUPLICATE' and t.withdrawn_at is null
        and t.occurred_on >= ${from}::date and t.occurred_on < ${to}::date
      order by t.occurred_on desc, t.id limit ${maxClosures}
    ) as c
    cross join lateral (
      select ${counts} as before from incident t
      where t.crossing_code = p.code and t.sub_type <> 'CROSSING_CLOSURE'
        and t.withdrawn_at is null
        and t.occurred_on >= c.occurred_on - ${windowDays}::integer
        and t.occurred_on < c.occurred_on
    ) as b
    order by p.position, c.occurred_on desc, c.id`.execute(db);
  const found = (await nearby).rows.map((row) => ({
    nearby: row.nearby,
    closures: [] as CrossingClosures['closures'][number][],
  }));
  for (const { position, closed_on, id, before } of (await closures).rows) {
    found[position - 1]?.closures.push({ closedOn: closed_on, incident: id, before });
  }
  return found;
}
