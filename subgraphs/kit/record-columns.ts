/**
 * The columns that every record table begins with: identity, marking, provenance, revision.
 * Frozen: released migrations contain this text. A change is a migration of its own.
 *
 * A record whose marking columns are null has no marking and is released to nobody.
 */
export const recordColumns = `
  id text collate "C" primary key,
  owner_code text collate "C" not null,
  marking_policy_id text,
  marking_classification text,
  marking_sensitivity text check (marking_sensitivity in ('LOW', 'MODERATE', 'HIGH')),
  marking_tlp text,
  marking_originator text collate "C",
  marking_releasable_to text[],
  marking_excluded text[],
  marking_purposes text[],
  marking_created_at timestamptz,
  marking_review_at timestamptz,
  marking_successor text,
  source_id text collate "C",
  observed_at timestamptz not null,
  as_of timestamptz not null,
  valid_until timestamptz,
  changed_at timestamptz not null default now(),
  revision integer not null default 1 check (revision >= 1),
  exercise boolean not null,
  check (id like owner_code || ':%')`;
