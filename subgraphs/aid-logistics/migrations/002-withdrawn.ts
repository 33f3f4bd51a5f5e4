import { sqlMigration } from '@entente/kit';

/**
 * What was withdrawn makes room: a corridor's day or a month's price may be entered anew.
 */
export const withdrawn = sqlMigration(`
alter table corridor_capacity add column if not exists withdrawn_at timestamptz,
  drop constraint corridor_capacity_owner_code_corridor_code_day_key;
create unique index corridor_capacity_standing on corridor_capacity
  (owner_code, corridor_code, day) nulls not distinct where withdrawn_at is null;

alter table market_price add column if not exists withdrawn_at timestamptz,
  drop constraint market_price_owner_code_place_pcode_month_item_unit_currenc_key;
create unique index market_price_standing on market_price
  (owner_code, place_pcode, month, item, unit, currency) nulls not distinct
  where withdrawn_at is null;
`);
