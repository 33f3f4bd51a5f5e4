import { recordColumns } from '@entente/kit';

/** Crossings, corridors, and what partners state about crossings. */
export const crossingTables = `
create table corridor (
  code text collate "C" primary key,
  name jsonb not null,
  origin jsonb not null,
  unlocode text collate "C" check (unlocode ~ '^[A-Z]{2}[A-Z2-9]{3}$'),
  mode text not null check (mode in ('ROAD', 'SEA', 'AIR')),
  source_id text collate "C",
  changed_at timestamptz not null default now()
);
create index on corridor (changed_at, code);

create table crossing (
  code text collate "C" primary key,
  name jsonb not null,
  names text[] not null default '{}',
  adm2_pcode text collate "C",
  approx_point jsonb,
  uncertainty_km double precision not null check (uncertainty_km >= 0),
  directions text[] not null check (directions <@ array['INBOUND', 'OUTBOUND']),
  cargo_classes text[] not null check (cargo_classes <@ array[
    'HUMANITARIAN', 'COMMERCIAL', 'FUEL', 'CONSTRUCTION', 'MEDICAL_EVACUATION', 'PASSENGERS']),
  source_id text collate "C",
  changed_at timestamptz not null default now()
);
create index on crossing (adm2_pcode, code);
create index on crossing (changed_at, code);

create table crossing_status (${recordColumns},
  crossing_code text collate "C" not null,
  direction text not null check (direction in ('INBOUND', 'OUTBOUND')),
  cargo_class text not null check (cargo_class in (
    'HUMANITARIAN', 'COMMERCIAL', 'FUEL', 'CONSTRUCTION', 'MEDICAL_EVACUATION', 'PASSENGERS')),
  stated_status text not null check (stated_status in ('OPEN', 'PARTIAL', 'CLOSED', 'UNKNOWN')),
  reason text,
  check (valid_until is not null and valid_until <= as_of + interval '12 hours')
);
create index on crossing_status
  (crossing_code, direction, cargo_class, owner_code, observed_at, id);
create index on crossing_status (crossing_code, id);
create index on crossing_status (crossing_code, observed_at, id);
create index on crossing_status (owner_code, id);
create index on crossing_status (observed_at, id);
create index on crossing_status (as_of, id);
create index on crossing_status (valid_until);
create index on crossing_status (changed_at, id);
`;
