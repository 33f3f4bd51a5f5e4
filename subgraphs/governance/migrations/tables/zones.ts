import { recordColumns } from '@entente/kit';

/** Zone schemes, the zones drawn after them, and their conversions. */
export const zones = `
create table zone_scheme (${recordColumns},
  name jsonb not null,
  author text not null,
  author_body_id text collate "C",
  status text not null check (status in ('PROPOSED', 'ADOPTED', 'HISTORICAL')),
  published_on date not null,
  description text,
  classes jsonb not null,
  paths jsonb not null
);
create index on zone_scheme (changed_at, id);
create index on zone_scheme (published_on, id);

create table zone (${recordColumns},
  scheme_id text collate "C" not null,
  name text not null,
  class_code text not null,
  polygon jsonb,
  authority_id text collate "C",
  authority_text text,
  authority_temporary boolean not null,
  effective_from date not null,
  effective_to date,
  places_pcode text[] not null default '{}',
  check (effective_to > effective_from)
);
create index on zone (changed_at, id);
create index on zone (effective_from, id);
create index on zone (scheme_id, id);
create index on zone using gin (places_pcode);

create table zone_transition (${recordColumns},
  scheme_id text collate "C" not null,
  zone_id text collate "C" not null,
  from_class text not null,
  to_class text not null,
  state text not null
    check (state in ('PROPOSED', 'CRITERIA_MET', 'ENDORSED', 'IN_EFFECT', 'REVERTED')),
  state_changed_at timestamptz not null,
  criteria jsonb not null,
  criteria_remaining integer not null generated always as (
    jsonb_array_length(jsonb_path_query_array(criteria, '$[*] ? (@.status != "MET")'))) stored,
  proposed_by_id text collate "C",
  proposed_on date not null,
  in_effect_from date,
  resulting_zone_id text collate "C",
  reverted_on date,
  reverted_reason text,
  decision_id text collate "C",
  check (from_class <> to_class),
  check (state = 'PROPOSED' or criteria_remaining = 0)
);
create index on zone_transition (changed_at, id);
create index on zone_transition (proposed_on, id);
create index on zone_transition (state_changed_at, id);
create index on zone_transition (scheme_id, id);
create index on zone_transition (zone_id, id);

create table transition_endorsement (${recordColumns},
  transition_id text collate "C" not null,
  body_id text collate "C",
  verdict text not null check (verdict in ('ENDORSED', 'OBJECTED', 'WITHDRAWN')),
  stated_on date not null,
  text text
);
create index on transition_endorsement (changed_at, id);
create index on transition_endorsement (stated_on, id);
create index on transition_endorsement (transition_id, id);
`;
