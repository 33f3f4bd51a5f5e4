import { recordColumns, sqlMigration } from '@entente/kit';
import { eventCodeColumns } from './event-codes.ts';

/**
 * Incidents, assessments and commitments may live with different providers, so references are ids
 * without foreign keys.
 */
export const tables = sqlMigration(`
create table commitment (${recordColumns},
  instrument text not null,
  clause text not null,
  obligated_party text not null,
  measure text not null,
  plan_point_number integer,
  effective_from date not null,
  effective_to date check (effective_to > effective_from)
);
create index on commitment (plan_point_number, id);
create index on commitment (effective_from, id);
create index on commitment (changed_at, id);

create table incident_report (${recordColumns}, ${eventCodeColumns},
  reporter_code text collate "C",
  reporter_kind text not null,
  summary text,
  occurred_on date not null,
  day_precision integer not null check (day_precision between 1 and 3),
  received_at timestamptz not null,
  place_pcode text collate "C",
  geo_precision integer not null check (geo_precision between 1 and 3),
  crossing_code text collate "C",
  state text not null check (state in ('RECEIVED', 'TRIAGED', 'LINKED', 'REJECTED')),
  state_changed_at timestamptz not null,
  rejection_reason text,
  incident_id text collate "C",
  duplicate_of_id text collate "C" check (duplicate_of_id <> id),
  check ((state = 'LINKED') = (incident_id is not null)),
  check (state = 'REJECTED' or rejection_reason is null)
);
create index on incident_report (incident_id, id);
create index on incident_report (place_pcode, id);
create index on incident_report (reporter_code, id);
create index on incident_report (duplicate_of_id, id) where duplicate_of_id is not null;
create index on incident_report (occurred_on, id);
create index on incident_report (received_at, id);
create index on incident_report (changed_at, id);

create table incident (${recordColumns}, ${eventCodeColumns},
  summary text,
  occurred_on date not null,
  place_pcode text collate "C",
  crossing_code text collate "C",
  commitment_id text collate "C",
  plan_point_number integer,
  civilian_harm_band text not null
    check (civilian_harm_band in ('NONE', 'B1_9', 'B10_49', 'B50_PLUS', 'UNKNOWN')),
  state text not null,
  state_changed_at timestamptz not null,
  standing text not null
    check (standing in ('ALLEGED', 'VERIFIED', 'DISPUTED', 'UNSUBSTANTIATED', 'DUPLICATE')),
  opened_at timestamptz not null,
  verification_started_at timestamptz,
  decided_at timestamptz check (decided_at >= opened_at),
  closed_at timestamptz,
  duplicate_of_id text collate "C" check (duplicate_of_id <> id),
  check (case
    when state in ('OPEN', 'UNDER_VERIFICATION', 'REOPENED') then standing = 'ALLEGED'
    when state = 'CLOSED' then standing <> 'ALLEGED'
    else state = standing end),
  check ((standing = 'ALLEGED') = (decided_at is null)),
  check ((standing = 'DUPLICATE') = (duplicate_of_id is not null)),
  check ((state = 'CLOSED') = (closed_at is not null))
);
create index on incident (place_pcode, id);
create index on incident (place_pcode, occurred_on) include (standing);
create index on incident (crossing_code, id) where crossing_code is not null;
create index on incident (crossing_code, occurred_on) include (standing, sub_type)
  where crossing_code is not null;
create index on incident (commitment_id, id);
create index on incident (plan_point_number, occurred_on) include (standing);
create index on incident (duplicate_of_id, id) where duplicate_of_id is not null;
create index on incident (decided_at);
create index on incident (occurred_on, id);
create index on incident (opened_at, id);
create index on incident (state_changed_at, id);
create index on incident (changed_at, id);

create table assessment (${recordColumns},
  incident_id text collate "C" not null,
  by_partner_code text collate "C" not null,
  finding text not null check (finding in ('VIOLATION', 'NO_VIOLATION', 'INCONCLUSIVE')),
  attributed_to text check (attributed_to is null or finding = 'VIOLATION'),
  confidence text not null check (confidence in ('LOW', 'MODERATE', 'HIGH')),
  rationale text,
  made_at timestamptz not null,
  unique (incident_id, by_partner_code)
);
create index on assessment (incident_id, id);
create index assessment_disagreement on assessment (incident_id) include (finding, attributed_to);
create index on assessment (by_partner_code, id);
create index on assessment (made_at, id);
create index on assessment (changed_at, id);

create table verification_task (${recordColumns},
  incident_id text collate "C" not null,
  method text not null,
  team_role text not null,
  assigned_at timestamptz not null,
  due_at timestamptz not null check (due_at >= assigned_at),
  expires_at timestamptz not null check (expires_at >= due_at),
  state text not null check (state in ('ASSIGNED', 'DONE')),
  state_changed_at timestamptz not null,
  done_at timestamptz,
  check ((state = 'DONE') = (done_at is not null))
);
create index on verification_task (incident_id, id);
create index on verification_task (due_at, id);
create index on verification_task (expires_at) where state = 'ASSIGNED';
create index on verification_task (assigned_at, id);
create index on verification_task (changed_at, id);

create table control_line_version (${recordColumns},
  name text not null,
  version integer not null check (version >= 1),
  geometry jsonb not null,
  published_by text not null,
  published_on date not null,
  effective_from date not null,
  effective_to date check (effective_to > effective_from),
  unique (owner_code, name, version)
);
create index on control_line_version (effective_from, id);
create index on control_line_version (changed_at, id);

create table alert (${recordColumns},
  sender text not null,
  sent timestamptz not null,
  status text not null check (status in ('ACTUAL', 'EXERCISE', 'SYSTEM', 'TEST', 'DRAFT')),
  msg_type text not null check (msg_type in ('ALERT', 'UPDATE', 'CANCEL', 'ACK', 'ERROR')),
  scope text not null check (scope in ('PUBLIC', 'RESTRICTED', 'PRIVATE')),
  restriction text,
  "references" text[] not null,
  incident_id text collate "C",
  categories text[] not null check (cardinality(categories) > 0),
  event text not null,
  response_types text[] not null,
  urgency text not null,
  severity text not null,
  certainty text not null,
  headline jsonb not null,
  description jsonb,
  instruction jsonb,
  effective_from timestamptz not null,
  onset timestamptz,
  effective_to timestamptz not null check (effective_to >= effective_from),
  area_desc text not null,
  places_pcode text[] not null,
  check (not exercise or status = 'EXERCISE'),
  check (restriction is null or scope = 'RESTRICTED')
);
create index on alert using gin (places_pcode);
create index on alert using gin ("references");
create index on alert (effective_to);
create index on alert (sent, id);
create index on alert (effective_from, id);
create index on alert (changed_at, id);

create table period_summary (${recordColumns},
  week date not null check (extract(isodow from week) = 1),
  place_pcode text collate "C",
  type text not null,
  alleged integer check (alleged >= 0),
  verified integer check (verified >= 0),
  disputed integer check (disputed >= 0),
  unsubstantiated integer check (unsubstantiated >= 0),
  published_on date not null,
  unique (owner_code, week, place_pcode, type)
);
create index on period_summary (place_pcode, id);
create index on period_summary (week, id);
create index on period_summary (changed_at, id);
`);
