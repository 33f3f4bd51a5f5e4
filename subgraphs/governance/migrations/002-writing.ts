import { sqlMigration } from '@entente/kit';

/** What writing needs: the state that a block left, and the findings behind a milestone's state. */
export const writing = sqlMigration(`
alter table milestone
  add column blocked_in text check (blocked_in in ('NOT_STARTED', 'IN_PROGRESS')),
  add column verified_by_id text collate "C",
  add column disputed_by_id text collate "C";

alter table milestone_verification add column if not exists withdrawn_at timestamptz;
alter table transition_endorsement add column if not exists withdrawn_at timestamptz;
alter table indicator add column if not exists withdrawn_at timestamptz;
create index on transition_endorsement (transition_id, owner_code, stated_on desc);
`);
