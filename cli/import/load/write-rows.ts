import { sql } from '@entente/kit';
import type { Kysely } from 'kysely';
import type { Destination } from '../formats/format.ts';

/** What a file does to a table. */
export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

/** Rows that one statement writes. */
const batch = 1_000;

const label = [
  'marking_policy_id',
  'marking_classification',
  'marking_sensitivity',
  'marking_tlp',
  'marking_originator',
  'marking_releasable_to',
  'marking_excluded',
  'marking_purposes',
];

/**
 * Writes rows by their key. Equal ones stay untouched, `changed_at` and revision included; different
 * ones get the next revision. Keys must not repeat within `rows`.
 */
export async function writeRows(
  db: Kysely<unknown>,
  destination: Destination,
  rows: readonly Readonly<Record<string, unknown>>[],
  progress: (written: number) => void,
): Promise<Changes> {
  const [first] = rows;
  if (first === undefined) return { added: 0, changed: 0, unchanged: 0 };
  const statement = upsert(destination, Object.keys(first));
  let added = 0;
  let changed = 0;
  for (let at = 0; at < rows.length; at += batch) {
    const part = JSON.stringify(rows.slice(at, at + batch));
    const result = await statement(part).execute(db);
    const fresh = result.rows.filter((row) => row.added).length;
    added += fresh;
    changed += result.rows.length - fresh;
    progress(Math.min(at + batch, rows.length));
  }
  return { added, changed, unchanged: rows.length - added - changed };
}

/** Names come from the kinds and formats of this command, never from a file. */
function upsert({ table, key, kept, merged }: Destination, columns: readonly string[]) {
  const record = key === 'id';
  const list = sql.join(columns.map((column) => sql.ref(column)));
  const compared = columns.filter((column) => column !== key && !kept.has(column));
  const next = (column: string) => sql.raw(merged[column] ?? `excluded.${column}`);
  const side = (alias: string, names: readonly string[]) =>
    sql.join(names.map((name) => sql.ref(`${alias}.${name}`)));
  const set = [
    ...compared.map((column) => sql`${sql.ref(column)} = ${next(column)}`),
    sql`changed_at = now()`,
    ...(record
      ? [
          sql`revision = t.revision + 1`,
          sql`marking_created_at = case
            when (${side('t', label)}) is distinct from (${side('excluded', label)})
            then now() else t.marking_created_at end`,
        ]
      : []),
  ];
  return (part: string) => sql<{ added: boolean }>`
    insert into ${sql.table(table)} as t (${list}${record ? sql`, marking_created_at` : sql``})
    select ${list}${record ? sql`, now()` : sql``}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${part}::jsonb)
    on conflict (${sql.ref(key)}) do update set ${sql.join(set)}
    where (${side('t', compared)}) is distinct from (${sql.join(compared.map(next))})
    returning xmax = 0 as added
  `;
}
