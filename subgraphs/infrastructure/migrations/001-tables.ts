import { recordColumns, sqlMigration } from '@entente/kit';

/**
 * The domain's tables as first released. No foreign keys: a reference may name a record that lives
 * with another owner, and arrives before or after it.
 */
export const tables = sqlMigration(`
create table facility (${recordColumns},
  name jsonb not null,
  type text not null check (type in ('HOSPITAL', 'CLINIC', 'SCHOOL', 'WATER', 'SEWAGE', 'POWER',
    'BAKERY', 'ROAD', 'HOUSING', 'CROSSING_WORKS')),
  place_pcode text collate "C" not null,
  -- Only centres of 0.03 degree cells: a finer point must never reach the hub.
  approx_point jsonb check (approx_point is null or (
    approx_point ->> 'type' = 'Point'
    and mod((approx_point -> 'coordinates' ->> 0)::numeric, 0.03) = 0
    and mod((approx_point -> 'coordinates' ->> 1)::numeric, 0.03) = 0) is true),
  function text not null check (function in ('FULL', 'PARTIAL', 'NONE', 'UNKNOWN')),
  function_changed_at timestamptz not null
);
create index on facility (place_pcode, id);
create index on facility (type, place_pcode);
create index on facility (owner_code, id);
create index on facility (function_changed_at, id);
create index on facility (changed_at, id);

create table damage_assessment (${recordColumns},
  place_pcode text collate "C" not null,
  imagery_date date not null,
  method text not null
    check (method in ('SATELLITE_IMAGERY', 'AERIAL_IMAGERY', 'GROUND_SURVEY', 'MODELLED')),
  structures integer not null check (structures >= 0),
  destroyed integer not null check (destroyed >= 0),
  severe integer not null check (severe >= 0),
  moderate integer not null check (moderate >= 0),
  possible integer not null check (possible >= 0),
  housing_units integer check (housing_units >= 0),
  check (destroyed + severe + moderate + possible <= structures),
  -- A second count of the same day by the same owner is a revision of the first, not one more.
  unique (owner_code, place_pcode, imagery_date, method)
);
create index on damage_assessment (place_pcode, imagery_date);
create index on damage_assessment (owner_code, id);
create index on damage_assessment (imagery_date, id);
create index on damage_assessment (changed_at, id);

create table project (${recordColumns},
  title jsonb not null,
  iati_id text,
  type text not null check (type in ('HOSPITAL', 'CLINIC', 'SCHOOL', 'WATER', 'SEWAGE', 'POWER',
    'BAKERY', 'ROAD', 'HOUSING', 'CROSSING_WORKS')),
  sector text not null check (sector in ('SHL', 'FSC', 'WSH', 'HEA', 'NUT', 'EDU', 'PRO', 'PRO_MIN',
    'LOG', 'TEL', 'ERY', 'CCM')),
  dac_purpose text not null
    check (dac_purpose in ('DAC_72010', 'DAC_72040', 'DAC_72050', 'DAC_73010')),
  place_pcode text collate "C" not null,
  zone_id text collate "C",
  crossing_code text collate "C" check (crossing_code is null or type = 'CROSSING_WORKS'),
  facility_id text collate "C",
  plan_points_number integer[] not null default '{}',
  budget double precision check (budget >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  organisations jsonb not null default '[]',
  starts_on date not null,
  ends_on date not null,
  state text not null check (state in ('PROPOSED', 'ASSESSED', 'FUNDED', 'APPROVED', 'IN_PROGRESS',
    'SUSPENDED', 'COMPLETED', 'HANDED_OVER', 'CANCELLED')),
  state_changed_at timestamptz not null,
  activity_status text not null generated always as (case state
    when 'IN_PROGRESS' then 'IMPLEMENTATION'
    when 'COMPLETED' then 'FINALISATION'
    when 'HANDED_OVER' then 'CLOSED'
    when 'CANCELLED' then 'CANCELLED'
    when 'SUSPENDED' then 'SUSPENDED'
    else 'PIPELINE' end) stored,
  waits_on text[] not null default '{}'
    check (waits_on <@ array['CLEARANCE', 'FUNDING', 'MATERIALS', 'APPROVAL']),
  wait_reason text,
  check (starts_on <= ends_on)
);
create index on project (place_pcode, id);
create index on project (place_pcode, sector, starts_on);
create index on project (zone_id, id);
create index on project (crossing_code, id);
create index on project (facility_id, id);
create index on project (owner_code, id);
create index on project (starts_on, id);
create index on project (state_changed_at, id);
create index on project (changed_at, id);
create index on project using gin (plan_points_number);
create index on project using gin (waits_on);

-- Reads with the rights of whoever asks, so that row-level security on project holds here too.
create view project_overlap with (security_invoker = true) as
select
  a.owner_code || ':project-overlap:' || split_part(a.id, ':', 3)
    || '.' || b.owner_code || '.' || split_part(b.id, ':', 3) as id,
  a.id as project_id,
  b.id as other_id,
  a.sector,
  a.place_pcode,
  greatest(a.starts_on, b.starts_on) as starts_on,
  least(a.ends_on, b.ends_on) as ends_on,
  greatest(a.changed_at, b.changed_at) as changed_at
from project a
join project b on b.place_pcode = a.place_pcode and b.sector = a.sector
  and b.owner_code <> a.owner_code
  and b.starts_on <= a.ends_on and b.ends_on >= a.starts_on
where a.state <> 'CANCELLED' and b.state <> 'CANCELLED';

create table material_request (${recordColumns},
  project_id text collate "C" not null,
  item text not null,
  quantity double precision not null check (quantity > 0),
  unit text not null,
  restricted_class text not null
    check (restricted_class in ('UNRESTRICTED', 'DUAL_USE', 'HAZARDOUS', 'HEAVY_EQUIPMENT')),
  needed_by date,
  state text not null
    check (state in ('SUBMITTED', 'CLEARED', 'DENIED', 'ENTERED', 'CONSUMED', 'AUDITED')),
  state_changed_at timestamptz not null,
  decision_reason text,
  quantity_cleared double precision check (quantity_cleared >= 0),
  quantity_entered double precision check (quantity_entered >= 0),
  quantity_consumed double precision check (quantity_consumed >= 0),
  quantity_audited double precision check (quantity_audited >= 0),
  quantity_unaccounted double precision
    generated always as (quantity_entered - quantity_audited) stored,
  -- A quantity stands only from the state on that brings it.
  check (quantity_cleared is null or state <> 'SUBMITTED'),
  check (quantity_entered is null or state in ('ENTERED', 'CONSUMED', 'AUDITED')),
  check (quantity_consumed is null or state in ('CONSUMED', 'AUDITED')),
  check (quantity_audited is null or state = 'AUDITED')
);
create index on material_request (project_id, id);
create index on material_request (owner_code, id);
create index on material_request (state_changed_at, id);
create index on material_request (changed_at, id);

create table service_output (${recordColumns},
  place_pcode text collate "C" not null,
  date date not null,
  water_m3_per_day double precision check (water_m3_per_day >= 0),
  power_mwh_per_day double precision check (power_mwh_per_day >= 0),
  grid_hours_per_day double precision check (grid_hours_per_day between 0 and 24),
  beds integer check (beds >= 0),
  unique (owner_code, place_pcode, date)
);
create index on service_output (place_pcode, date);
create index on service_output (owner_code, id);
create index on service_output (date, id);
create index on service_output (changed_at, id);

create table debris_task (${recordColumns},
  place_pcode text collate "C" not null,
  started_on date not null,
  completed_on date check (completed_on >= started_on),
  tonnes_estimated double precision check (tonnes_estimated >= 0),
  tonnes_removed double precision not null check (tonnes_removed >= 0)
);
create index on debris_task (place_pcode, id);
create index on debris_task (owner_code, id);
create index on debris_task (started_on, id);
create index on debris_task (tonnes_removed, id);
create index on debris_task (changed_at, id);

create table hazard_survey (${recordColumns},
  place_pcode text collate "C" not null,
  project_id text collate "C",
  site text not null,
  area_hectares double precision not null check (area_hectares > 0),
  released_hectares double precision not null check (released_hectares between 0 and area_hectares),
  state text not null check (state in ('NOT_SURVEYED', 'SUSPECTED', 'CLEARANCE', 'RELEASED')),
  state_changed_at timestamptz not null
);
create index on hazard_survey (place_pcode, id);
create index on hazard_survey (project_id, id);
create index on hazard_survey (owner_code, id);
create index on hazard_survey (state_changed_at, id);
create index on hazard_survey (area_hectares, id);
create index on hazard_survey (changed_at, id);
`);
