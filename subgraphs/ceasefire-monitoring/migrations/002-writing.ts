import { sqlMigration } from '@entente/kit';

/**
 * What an incident's owner groups of others' reports stands with the incident: the reports stay as
 * their owners keep them. (Row-level security keeps PostgreSQL from looking into arrays by an index:
 * `groups_others` leaves few rows to look into.) An incident's plan point follows its commitment, unless the writer gives
 * one. A withdrawn assessment makes room for another of the same partner; that a partner has one
 * says nothing of what another owner holds.
 */
export const writing = sqlMigration(`
alter table incident
  add column reports_of_others_id text[] not null default '{}',
  add column groups_others boolean not null
    generated always as (cardinality(reports_of_others_id) > 0) stored;
create index on incident (id) where groups_others;

create function incident_plan_point() returns trigger language plpgsql as $$
begin
  new.plan_point_number := (
    select c.plan_point_number from commitment c where c.id = new.commitment_id);
  return new;
end $$;
create trigger plan_point_of_new before insert on incident for each row
  when (new.commitment_id is not null and new.plan_point_number is null)
  execute function incident_plan_point();
create trigger plan_point_of_changed before update on incident for each row
  when (new.commitment_id is distinct from old.commitment_id
    and new.plan_point_number is not distinct from old.plan_point_number)
  execute function incident_plan_point();

alter table assessment add column if not exists withdrawn_at timestamptz;
alter table assessment drop constraint assessment_incident_id_by_partner_code_key;
create unique index assessment_incident_id_by_partner
  on assessment (incident_id, by_partner_code, owner_code) where withdrawn_at is null;
drop index assessment_disagreement;
create index assessment_disagreement on assessment (incident_id) include (finding, attributed_to)
  where withdrawn_at is null;
`);
