import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Entity } from './entity.ts';
import type { RecordTable } from './record-tables.ts';
import { isOwn, isReleased } from './release-rule.ts';

/** One row-level policy of a record table. */
export interface RowPolicy {
  readonly name: string;
  /** What follows `create policy "name" on "table"`. */
  readonly definition: string;
  /** Tells this definition from any other; kept as the policy's comment. */
  readonly fingerprint: string;
}

/** Columns that the serving role may write: the marking, and that something has changed. */
export const writableColumns: readonly string[] = Object.freeze([
  'marking_policy_id',
  'marking_classification',
  'marking_sensitivity',
  'marking_tlp',
  'marking_originator',
  'marking_releasable_to',
  'marking_excluded',
  'marking_purposes',
  'marking_created_at',
  'marking_review_at',
  'marking_successor',
  'changed_at',
  'revision',
]);

/**
 * The policies of a record table, all of them: the table's owner migrates, imports and exports; the
 * serving role reads what is released and marks what is its caller's own. Nobody else gets a row.
 */
export function rowPolicies(
  { name, owner }: Pick<RecordTable, 'name' | 'owner'>,
  role: string,
  entities: Iterable<Entity>,
): readonly RowPolicy[] {
  const standing = [...entities].filter(({ table }) => table === name);
  const types = standing.map(({ type }) => type).sort();
  const embargo = standing.find(({ options }) => options.embargo !== undefined)?.options.embargo;
  const [keeper, server] = [pg.escapeIdentifier(owner), pg.escapeIdentifier(role)];
  return [
    policy('entente_keeper', `for all to ${keeper} using (true) with check (true)`),
    policy('entente_release', `for select to ${server} using (${isReleased(types, embargo)})`),
    policy('entente_marking', `for update to ${server} using ${isOwn} with check ${isOwn}`),
  ];
}

function policy(name: string, definition: string): RowPolicy {
  const fingerprint = createHash('sha256').update(definition).digest('hex').slice(0, 32);
  return { name, definition, fingerprint };
}
