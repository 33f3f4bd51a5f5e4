import { recordColumns } from '@entente/kit';

/** What the plan is measured by: milestones, counters, indicators, gates, displacement. */
export const milestones = `
create table milestone (${recordColumns},
  plan_point_number integer,
  title text not null,
  description text,
  places_pcode text[] not null default '{}',
  indicator_id text collate "C",
  target double precision,
  state text not null check (state in (
    'NOT_STARTED', 'IN_PROGRESS', 'REPORTED_MET', 'VERIFIED_MET', 'BLOCKED', 'DISPUTED', 'LAPSED')),
  state_changed_at timestamptz not null,
  due_on date,
  due_on_or_never date not null generated always as (coalesce(due_on, date '9999-12-31')) stored,
  reporter_code text collate "C",
  reported_met_on date,
  verifier_code text collate "C",
  verified_met_on date,
  blocked_by jsonb not null default '[]',
  blocking_milestones_id text[] not null default '{}',
  check (state <> 'BLOCKED' or jsonb_array_length(blocked_by) > 0)
);
create index on milestone (changed_at, id);
create index on milestone (state_changed_at, id);
create index on milestone (due_on_or_never, id);
create index on milestone (plan_point_number, id);
create index on milestone (indicator_id, id);
create index on milestone using gin (places_pcode);
create index on milestone using gin (blocking_milestones_id);

create table milestone_verification (${recordColumns},
  milestone_id text collate "C",
  body_id text collate "C",
  finding text not null check (finding in ('MET', 'NOT_MET', 'INCONCLUSIVE')),
  verified_on date not null,
  method text not null,
  text text
);
create index on milestone_verification (changed_at, id);
create index on milestone_verification (verified_on, id);
create index on milestone_verification (milestone_id, id);

create table obligation_counter (${recordColumns},
  kind text not null
    check (kind in ('HOSTAGES_LIVING', 'HOSTAGES_DECEASED', 'DETAINEES', 'REMAINS')),
  plan_point_number integer,
  instrument text not null,
  agreed integer not null check (agreed >= 0),
  fulfilled integer not null check (fulfilled >= 0),
  remaining integer not null generated always as (agreed - fulfilled) stored check (remaining >= 0),
  published_on date not null,
  publisher text not null,
  -- Published figures only: the exercise makes none up.
  check (not exercise)
);
create index on obligation_counter (changed_at, id);
create index on obligation_counter (published_on, id);
create index on obligation_counter (plan_point_number, id);

create table indicator (${recordColumns},
  code text collate "C" not null,
  name jsonb not null,
  definition text not null,
  unit text not null,
  direction text not null check (direction in ('HIGHER_IS_BETTER', 'LOWER_IS_BETTER')),
  baseline double precision,
  target double precision,
  target_on date,
  plan_point_number integer
);
create index on indicator (changed_at, id);
create index on indicator (code, id);

create table indicator_value (${recordColumns},
  indicator_id text collate "C",
  place_pcode text collate "C",
  date date not null,
  value double precision not null
);
create index on indicator_value (changed_at, id);
create index on indicator_value (date, id);
create index on indicator_value (indicator_id, id);
create index on indicator_value (indicator_id, date);

create table dependency (${recordColumns},
  project_id text collate "C" not null,
  -- A gate never stands before health, nutrition, water, food or protection work.
  sector text not null check (sector in ('SHL', 'EDU', 'LOG', 'TEL', 'ERY')),
  zone_id text collate "C",
  required_class text,
  milestone_id text collate "C",
  state text not null check (state in ('CLOSED', 'OPEN', 'WAIVED')),
  state_changed_at timestamptz not null,
  reason text not null,
  decision_id text collate "C",
  check (num_nonnulls(zone_id, milestone_id) = 1),
  check ((zone_id is null) = (required_class is null))
);
create index on dependency (changed_at, id);
create index on dependency (state_changed_at, id);
create index on dependency (project_id, id);
create index on dependency (zone_id, id);
create index on dependency (milestone_id, id);

create table displacement_figure (${recordColumns},
  week date not null check (extract(isodow from week) = 1),
  movement text not null check (movement in ('DISPLACED', 'RETURNED')),
  from_place_pcode text collate "C",
  to_place_pcode text collate "C",
  band text not null check (band in (
    'NONE', 'B1_99', 'B100_999', 'B1000_4999', 'B5000_19999', 'B20000_PLUS', 'UNKNOWN'))
);
create index on displacement_figure (changed_at, id);
create index on displacement_figure (week, id);
create index on displacement_figure (from_place_pcode, id);
create index on displacement_figure (to_place_pcode, id);
`;
