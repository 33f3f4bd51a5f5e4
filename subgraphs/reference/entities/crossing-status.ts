import { defineEntity, defineSeries } from '@entente/kit';

/**
 * SQL: whether no later statement of the same owner replaces the row. One that was withdrawn replaces none.
 *
 * @param row alias of the row of `crossing_status`
 */
export function isLatest(row: string): string {
  return `not exists (
    select from crossing_status later
    where later.crossing_code = ${row}.crossing_code and later.direction = ${row}.direction
      and later.cargo_class = ${row}.cargo_class and later.owner_code = ${row}.owner_code
      and later.withdrawn_at is null
      and (later.observed_at, later.id) > (${row}.observed_at, ${row}.id)
  )`;
}

/** A statement stops to hold by itself: nobody has to write for it to become UNKNOWN. */
export const crossingStatus = defineEntity('CrossingStatus', {
  computed: {
    status: `case when t.valid_until > now() and t.withdrawn_at is null and ${isLatest('t')} then t.stated_status else 'UNKNOWN' end`,
    latest: isLatest('t'),
  },
});

export const crossingStatusSeries = defineSeries('CrossingStatusSeries', {
  entity: 'CrossingStatus',
  time: 'observedAt',
  always: ['statedStatus'],
  measures: { records: 'count(*)' },
});
