import { recordColumns } from '@entente/kit';

/** Bodies, what they may do, and who takes part in them. */
export const bodies = `
create table body (${recordColumns},
  code text collate "C" not null,
  name jsonb not null,
  kind text not null check (kind in (
    'COORDINATION_CENTRE', 'BOARD', 'ADMINISTRATION', 'STABILISATION_PRESENCE', 'AUTHORITY',
    'INTERNATIONAL_ORGAN', 'WORKING_GROUP', 'OPERATIONS_FLOOR', 'CIVIL_SOCIETY', 'MONITORING_BODY')),
  part_of_id text collate "C",
  established_on date,
  dissolved_on date,
  description text,
  plan_points_number integer[] not null default '{}'
);
create index on body (changed_at, id);
create index on body (code, id);
create index on body (part_of_id, id);
create index on body using gin (plan_points_number);

create table mandate (${recordColumns},
  body_id text collate "C",
  instrument text not null,
  scope text not null,
  constraints text[] not null default '{}',
  adopted_on date not null,
  votes_for integer check (votes_for >= 0),
  votes_against integer check (votes_against >= 0),
  abstentions integer check (abstentions >= 0),
  expires_on date,
  expires_on_or_never date not null generated always as (coalesce(expires_on, date '9999-12-31')) stored,
  reporting_cycle_months integer check (reporting_cycle_months > 0),
  reports_to text,
  reports_counted_from date,
  renews_id text collate "C",
  check (expires_on >= adopted_on),
  check (reporting_cycle_months is null or reports_counted_from is not null)
);
create index on mandate (changed_at, id);
create index on mandate (adopted_on, id);
create index on mandate (expires_on_or_never, id);
create index on mandate (body_id, id);

create table participation (${recordColumns},
  partner_code text collate "C",
  body_id text collate "C",
  role text not null
    check (role in ('HOST', 'LEAD', 'MEMBER', 'LIAISON', 'OBSERVER', 'INVITED')),
  member_from date not null,
  member_to date,
  declared text,
  check (member_to > member_from)
);
create index on participation (changed_at, id);
create index on participation (member_from, id);
create index on participation (partner_code, id);
create index on participation (body_id, id);

create table representation (${recordColumns},
  party_text text not null,
  party_id text collate "C",
  partner_code text collate "C",
  forum_id text collate "C",
  decision_id text collate "C",
  standing text not null check (standing in ('REPRESENTED', 'OBSERVER', 'NOT_REPRESENTED')),
  standing_from date not null,
  standing_to date,
  check (num_nonnulls(forum_id, decision_id) >= 1),
  check (standing_to > standing_from)
);
create index on representation (changed_at, id);
create index on representation (standing_from, id);
create index on representation (party_id, id);
create index on representation (partner_code, id);
create index on representation (forum_id, id);
create index on representation (decision_id, id);

create table reform_benchmark (${recordColumns},
  body_id text collate "C",
  area text not null check (area in (
    'PUBLIC_FINANCE', 'JUSTICE', 'CIVIL_SERVICE', 'LOCAL_GOVERNMENT', 'ELECTIONS', 'EDUCATION',
    'SOCIAL_PROTECTION', 'ANTI_CORRUPTION', 'CIVIL_POLICE')),
  title text not null,
  baseline text not null,
  baseline_on date not null,
  target text not null,
  state text not null
    check (state in ('NOT_STARTED', 'IN_PROGRESS', 'REPORTED_MET', 'VERIFIED', 'DISPUTED')),
  state_changed_at timestamptz not null,
  assessor_code text collate "C",
  assessor_body_id text collate "C",
  assessed_on date,
  due_on date
);
create index on reform_benchmark (changed_at, id);
create index on reform_benchmark (state_changed_at, id);
create index on reform_benchmark (body_id, id);

create table pledge (${recordColumns},
  partner_code text collate "C",
  kind text not null check (kind in ('FUNDS', 'POLICE_TRAINING', 'FORCE', 'STAFF')),
  purpose text not null,
  recipient_id text collate "C",
  plan_point_number integer,
  amount double precision check (amount >= 0),
  unit text not null check (unit = 'PERSONS' or unit ~ '^[A-Z]{3}$'),
  suppressed boolean not null default false,
  fulfilled_amount double precision check (fulfilled_amount >= 0),
  announced_on date not null,
  due_on date,
  state text not null check (state in ('ANNOUNCED', 'CONFIRMED', 'FULFILLED', 'WITHDRAWN')),
  state_changed_at timestamptz not null,
  check ((kind = 'FUNDS') = (unit <> 'PERSONS')),
  check (not suppressed or (amount is null and fulfilled_amount is null))
);
create index on pledge (changed_at, id);
create index on pledge (announced_on, id);
create index on pledge (state_changed_at, id);
create index on pledge (partner_code, id);
create index on pledge (recipient_id, id);
`;
