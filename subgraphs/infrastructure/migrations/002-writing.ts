import { sqlMigration } from '@entente/kit';

/**
 * What writing needs: who decides on material, and that a withdrawn record makes room for another of
 * the same day and stands in no pair of projects.
 */
export const writing = sqlMigration(`
alter table material_request add column decider_code text collate "C";
create index on material_request (decider_code, id);

alter table damage_assessment add column if not exists withdrawn_at timestamptz;
alter table damage_assessment drop constraint
  damage_assessment_owner_code_place_pcode_imagery_date_metho_key;
create unique index damage_assessment_of_day
  on damage_assessment (owner_code, place_pcode, imagery_date, method) where withdrawn_at is null;

alter table service_output add column if not exists withdrawn_at timestamptz;
alter table service_output drop constraint service_output_owner_code_place_pcode_date_key;
create unique index service_output_of_day
  on service_output (owner_code, place_pcode, date) where withdrawn_at is null;

alter table facility add column if not exists withdrawn_at timestamptz;

alter table project add column if not exists withdrawn_at timestamptz;
create or replace view project_overlap with (security_invoker = true) as
select
  a.owner_code || ':project-overlap:' || split_part(a.id, ':', 3)
    || '.' || b.owner_code || '.' || split_part(b.id, ':', 3) as id,
  a.id as project_id,
  b.id as other_id,
  a.sector,
  a.place_pcode,
  greatest(a.starts_on, b.starts_on) as starts_on,
  least(a.ends_on, b.ends_on) as ends_on,
  greatest(a.changed_at, b.changed_at) as changed_at
from project a
join project b on b.place_pcode = a.place_pcode and b.sector = a.sector
  and b.owner_code <> a.owner_code
  and b.starts_on <= a.ends_on and b.ends_on >= a.starts_on
where a.state <> 'CANCELLED' and b.state <> 'CANCELLED'
  and a.withdrawn_at is null and b.withdrawn_at is null;
`);
