import { recordColumns, sqlMigration } from '@entente/kit';

/** The table behind `FieldHospital`. */
export const tables = sqlMigration(`
create table field_hospital (${recordColumns},
  name jsonb not null,
  place_pcode text collate "C" not null,
  function text not null check (function in ('FULL', 'PARTIAL', 'NONE', 'UNKNOWN')),
  beds integer not null check (beds >= 0),
  capabilities text[] not null default '{}',
  opened_on date not null
);
create index on field_hospital (place_pcode, id);
create index on field_hospital (beds, id);
create index on field_hospital (changed_at, id);
`);
