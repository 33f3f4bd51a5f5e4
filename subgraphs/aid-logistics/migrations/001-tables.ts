import { recordColumns, sqlMigration } from '@entente/kit';

/** Tables and indexes of the first release. Frozen: a change is a migration of its own. */
export const tables = sqlMigration(`
create table consignment (${recordColumns},
  utn text collate "C",
  reference text collate "C" not null,
  sender_code text collate "C",
  consignee_code text collate "C",
  donor_code text collate "C",
  category text not null,
  corridor_code text collate "C",
  crossing_code text collate "C",
  destination_pcode text collate "C",
  project_id text collate "C",
  priority text not null,
  pallets integer check (pallets >= 0),
  weight_tonnes double precision check (weight_tonnes >= 0),
  volume_cubic_metres double precision check (volume_cubic_metres >= 0),
  state text not null,
  state_changed_at timestamptz not null,
  state_reason text,
  outcome text,
  outcome_at timestamptz,
  intercepted_how text,
  delivered_weight_tonnes double precision check (delivered_weight_tonnes >= 0),
  line_items jsonb not null default '[]',
  check ((outcome is null) = (outcome_at is null)),
  check (intercepted_how is null or outcome is not distinct from 'INTERCEPTED')
);
create index on consignment (changed_at, id);
create index on consignment (state_changed_at, id);
create index on consignment (state, state_changed_at, id);
create index on consignment (owner_code, id);
create index on consignment (sender_code, id);
create index on consignment (corridor_code, id);
create index on consignment (crossing_code, id);
create index on consignment (destination_pcode, id);
create index on consignment (destination_pcode, state_changed_at);
create index on consignment (project_id, id) where project_id is not null;
create index on consignment (utn) where utn is not null;

create table flow_count (${recordColumns},
  date date not null,
  crossing_code text collate "C",
  destination_pcode text collate "C",
  stage text not null,
  category text,
  counting_basis text not null,
  trucks integer check (trucks >= 0),
  pallets integer check (pallets >= 0),
  weight_tonnes double precision check (weight_tonnes >= 0),
  check (num_nonnulls(trucks, pallets, weight_tonnes) > 0)
);
create index on flow_count (changed_at, id);
create index on flow_count (date, id);
create index on flow_count (owner_code, id);
create index on flow_count (crossing_code, id);
create index on flow_count (crossing_code, date);
create index on flow_count (destination_pcode, id);
create index on flow_count (destination_pcode, date);

create table movement_request (${recordColumns},
  approver_code text collate "C",
  sector text not null,
  from_pcode text collate "C",
  to_pcode text collate "C",
  day date not null,
  purpose text not null,
  state text not null,
  state_changed_at timestamptz not null,
  delay_minutes integer check (delay_minutes >= 0),
  reason text,
  reason_note text
);
create index on movement_request (changed_at, id);
create index on movement_request (day, id);
create index on movement_request (owner_code, id);
create index on movement_request (from_pcode, day);
create index on movement_request (to_pcode, id);
create index on movement_request (to_pcode, day);

create table stock_report (${recordColumns},
  place_pcode text collate "C" not null,
  category text not null,
  weight_tonnes double precision check (weight_tonnes >= 0),
  days_of_supply double precision check (days_of_supply >= 0)
);
create index on stock_report (changed_at, id);
create index on stock_report (observed_at, id);
create index on stock_report (place_pcode, id);
create index on stock_report (place_pcode, category, owner_code, observed_at, id);
create index on stock_report (days_of_supply, id);

create table corridor_capacity (${recordColumns},
  corridor_code text collate "C",
  day date not null,
  planned_trucks integer check (planned_trucks >= 0),
  actual_trucks integer check (actual_trucks >= 0),
  unique nulls not distinct (owner_code, corridor_code, day)
);
create index on corridor_capacity (changed_at, id);
create index on corridor_capacity (day, id);
create index on corridor_capacity (corridor_code, id);
create index on corridor_capacity (corridor_code, day);

create table market_price (${recordColumns},
  place_pcode text collate "C",
  month date not null check (extract(day from month) = 1),
  item text not null,
  unit text not null,
  median_price double precision check (median_price >= 0),
  currency text not null,
  availability text not null,
  quotes integer not null check (quotes >= 0),
  unique nulls not distinct (owner_code, place_pcode, month, item, unit, currency),
  check (median_price is null or quotes >= 3)
);
create index on market_price (changed_at, id);
create index on market_price (month, id);
create index on market_price (place_pcode, id);
create index on market_price (place_pcode, month);
`);
