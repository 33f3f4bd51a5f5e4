import { sqlMigration } from '@entente/kit';

/** A statement that was withdrawn replaces no other, and holds no more. */
export const writing = sqlMigration(`
alter table crossing_status add column if not exists withdrawn_at timestamptz;
`);
