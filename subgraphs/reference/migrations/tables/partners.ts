/** Who takes part, where facts come from, and what codes and plan points mean. */
export const partnerTables = `
create table source (
  id text collate "C" primary key,
  title jsonb not null,
  publisher text,
  kind text not null check (kind in (
    'PARTNER_SYSTEM', 'AUTHORITY', 'DATASET', 'FIELD_REPORT', 'IMAGERY', 'SURVEY', 'MEDIA',
    'DOCUMENT', 'STANDARD', 'EXERCISE')),
  reliability text not null check (reliability in ('A', 'B', 'C', 'D', 'E', 'F')),
  credibility integer not null check (credibility between 1 and 6),
  methodology text,
  url text,
  licence text,
  changed_at timestamptz not null default now()
);
create index on source (changed_at, id);
create index on source (credibility, id);

create table partner (
  code text collate "C" primary key check (code ~ '^[A-Z][A-Z0-9]{1,15}$'),
  name jsonb not null,
  kind text not null check (kind in (
    'STATE', 'UN', 'RCRC', 'INGO', 'NNGO', 'LOCAL_AUTHORITY', 'OBSERVER', 'HUB')),
  role text not null check (role in (
    'LEAD', 'HOST', 'CONTRIBUTOR', 'IMPLEMENTER', 'OBSERVER', 'OPERATOR')),
  status text not null
    check (status in ('INVITED', 'ONBOARDING', 'ACTIVE', 'SUSPENDED', 'WITHDRAWN')),
  status_changed_at timestamptz not null default now(),
  source_id text collate "C",
  changed_at timestamptz not null default now()
);
create index on partner (status_changed_at, code);
create index on partner (changed_at, code);

create table plan_point (
  number integer primary key check (number >= 1),
  title jsonb not null,
  paraphrase jsonb not null,
  instrument jsonb not null,
  published_on date,
  source_id text collate "C",
  changed_at timestamptz not null default now()
);
create index on plan_point (changed_at, number);

create table code_list (
  code text collate "C" primary key,
  title jsonb not null,
  standard text,
  url text,
  codes jsonb not null,
  changed_at timestamptz not null default now()
);
create index on code_list (changed_at, code);
`;
