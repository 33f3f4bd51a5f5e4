/** Administrative areas. A governorate names itself, so that one column answers for every level. */
export const placeTables = `
create table place (
  pcode text collate "C" primary key,
  iso3166_2 text collate "C" unique,
  level integer not null check (level between 0 and 4),
  name jsonb not null,
  parent_pcode text collate "C",
  governorate_pcode text collate "C",
  polygon jsonb,
  area_sq_km double precision check (area_sq_km >= 0),
  version text not null,
  valid_on date,
  source_id text collate "C",
  changed_at timestamptz not null default now(),
  check (parent_pcode <> pcode),
  check (case
    when level < 2 then governorate_pcode is null
    when level = 2 then governorate_pcode is not distinct from pcode
    else governorate_pcode is not null
  end)
);
create index on place (parent_pcode, pcode);
create index on place (governorate_pcode, pcode);
create index on place (level, pcode);
create index on place (changed_at, pcode);
`;
