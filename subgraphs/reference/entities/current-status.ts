import { type Row, type SubgraphContext, sql } from '@entente/kit';
import { isLatest } from './crossing-status.ts';

/**
 * `Crossing.currentStatus`: one entry per followed direction and cargo class. States of different
 * owners are listed, never merged into one; all crossings of a request are one statement.
 */
export function currentStatus(
  crossing: Row,
  _args: unknown,
  context: SubgraphContext,
): Promise<readonly Row[]> {
  const loader = context.loader<string, readonly Row[]>('Crossing.currentStatus', async (codes) => {
    const { rows } = await sql<Row>`
      select c.code, direction, cargo_class as "cargoClass",
        coalesce(valid.states, '{UNKNOWN}') as states,
        (
          select max(s.observed_at) from crossing_status s
          where s.crossing_code = c.code and s.direction = d.direction
            and s.cargo_class = k.cargo_class and s.withdrawn_at is null
        ) as "lastObservedAt",
        valid.until as "validUntil"
      from crossing c
      cross join unnest(c.directions) with ordinality as d(direction, direction_position)
      cross join unnest(c.cargo_classes) with ordinality as k(cargo_class, class_position)
      cross join lateral (
        select array_agg(distinct s.stated_status) as states, min(s.valid_until) as until
        from crossing_status s
        where s.crossing_code = c.code and s.direction = d.direction
          and s.cargo_class = k.cargo_class and s.valid_until > now()
          and s.withdrawn_at is null and ${sql.raw(isLatest('s'))}
      ) as valid
      where c.code = any(${codes}::text[])
      order by c.code, direction_position, class_position
    `.execute(context.db);
    return codes.map((code) => rows.filter((row) => row['code'] === code));
  });
  return loader.load(String(crossing['code']));
}
