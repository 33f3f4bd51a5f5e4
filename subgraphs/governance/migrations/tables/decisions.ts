import { recordColumns } from '@entente/kit';

/** What bodies decide, what others say to it, and which decisions do not fit together. */
export const decisions = `
create table decision (${recordColumns},
  body_id text collate "C",
  kind text not null check (kind in (
    'RESOLUTION', 'RULE', 'APPROVAL', 'APPOINTMENT', 'ZONE_CHANGE', 'BUDGET', 'RELEASE_TO_PUBLIC')),
  title text not null,
  text text not null,
  decided_on date not null,
  effective_from date,
  effective_to date,
  votes_for integer check (votes_for >= 0),
  votes_against integer check (votes_against >= 0),
  abstentions integer check (abstentions >= 0),
  dissents jsonb not null default '[]',
  plan_points_number integer[] not null default '{}',
  places_pcode text[] not null default '{}',
  supersedes_id text collate "C",
  releases text[] not null default '{}',
  check (effective_to > effective_from)
);
create index on decision (changed_at, id);
create index on decision (decided_on, id);
create index on decision (body_id, id);

create table decision_conflict (${recordColumns},
  decisions_id text[] not null check (cardinality(decisions_id) >= 2),
  reason text not null,
  stated_on date not null,
  resolved_on date,
  resolved boolean not null generated always as (resolved_on is not null) stored
);
create index on decision_conflict (changed_at, id);
create index on decision_conflict (stated_on, id);
create index on decision_conflict using gin (decisions_id);

create table position (${recordColumns},
  body_id text collate "C",
  partner_code text collate "C",
  decision_id text collate "C",
  plan_point_number integer,
  scheme_id text collate "C",
  stance text not null
    check (stance in ('SUPPORTS', 'SUPPORTS_WITH_RESERVATIONS', 'OPPOSES', 'COMMENTS')),
  text text not null,
  stated_on date not null,
  replies_to_id text collate "C",
  check (num_nonnulls(body_id, partner_code) >= 1),
  check (num_nonnulls(decision_id, plan_point_number, scheme_id) = 1)
);
create index on position (changed_at, id);
create index on position (stated_on, id);
create index on position (body_id, id);
create index on position (partner_code, id);
create index on position (decision_id, id);
create index on position (plan_point_number, id);
create index on position (scheme_id, id);
create index on position (replies_to_id, id);
`;
