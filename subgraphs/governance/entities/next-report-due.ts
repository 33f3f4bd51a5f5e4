const months = (day: string) =>
  `(extract(year from ${day}) * 12 + extract(month from ${day}))::integer`;
const cycle = 't.reporting_cycle_months';
/** Whole cycles by calendar month; within a month, the day decides whether one more is due. */
const cycles = `(${months('current_date')} - ${months('t.reports_counted_from')}) / ${cycle}`;
const due = `(t.reports_counted_from + make_interval(months => ${cycle} * n))::date`;

/**
 * SQL over a mandate `t`: the first end of its reporting cycle that is not past (UTC). Computed when
 * read: a stored day would be wrong after it. Adds n cycles to the first day, since adding them one
 * by one would turn a 31st into a 28th for good.
 */
export const nextReportDue = `select min(${due})
  from generate_series(greatest(1, ${cycles}), greatest(1, ${cycles} + 1)) as n
  where ${due} >= current_date and (t.expires_on is null or ${due} <= t.expires_on)`;
