import { recordColumns } from '@entente/kit';

/** Figures that others divide by, and figures that somebody published. */
export const figureTables = `
create table planning_figure (
  id text collate "C" primary key,
  place_pcode text collate "C" not null,
  kind text not null check (kind in ('POPULATION', 'TARGET')),
  category text check (category in (
    'FOOD', 'NUTRITION', 'HEALTH', 'WASH', 'SHELTER', 'FUEL', 'EDUCATION', 'OPS_LOGS_TELECOM',
    'OTHER')),
  value double precision not null check (value >= 0),
  unit text not null,
  period text check (period in ('DAY', 'WEEK', 'MONTH')),
  source_id text collate "C",
  as_of timestamptz not null,
  changed_at timestamptz not null default now(),
  check (kind = 'TARGET' or (category is null and period is null))
);
create index on planning_figure (place_pcode, id);
create index on planning_figure (as_of, id);
create index on planning_figure (changed_at, id);

create table published_total (${recordColumns},
  publisher text collate "C" not null,
  period_from date,
  period_to date not null,
  counting_basis text check (counting_basis in (
    'UN2720', 'AUTHORITY', 'PARTNER', 'COMMERCIAL', 'COMBINED_DECLARED')),
  organisation text collate "C",
  place_pcode text collate "C",
  measure text collate "C" not null,
  value double precision not null,
  unit text not null,
  derived boolean not null,
  check (period_from <= period_to)
);
create index on published_total (period_to, id);
create index on published_total (value, id);
create index on published_total (place_pcode, id);
create index on published_total (owner_code, id);
create index on published_total (changed_at, id);
`;
