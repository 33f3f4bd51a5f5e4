import { createHash } from 'node:crypto';
import pg from 'pg';
import { type Entity, isRecord } from './entity.ts';
import type { RecordTable } from './record-tables.ts';
import { isOwn, isReleased } from './release-rule.ts';
import { trailPolicies } from './write/trail-policies.ts';

/** One row-level policy of a record table. */
export interface RowPolicy {
  readonly name: string;
  /** What follows `create policy "name" on "table"`. */
  readonly definition: string;
  /** Tells this definition from any other; kept as the policy's comment. */
  readonly fingerprint: string;
}

/** Columns of a record that stay as they were when it was made, but for its marking. */
export const lastingColumns: readonly string[] = Object.freeze(['id', 'owner_code', 'exercise']);

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

/** The roles with which requests are answered. */
export interface RequestRoles {
  /** Reads what is released, and marks what is its caller's own. */
  readonly serving: string;
  /** Writes, within a mutation's transaction. */
  readonly writing: string;
}

/** A table with row-level security and its policies, all of them. */
export interface SecuredTable {
  readonly name: string;
  readonly policies: readonly RowPolicy[];
}

/** Every table that holds records or what is told of them. */
export function securedTables(
  records: readonly Pick<RecordTable, 'name' | 'owner'>[],
  roles: RequestRoles,
  entities: ReadonlyMap<string, Entity>,
): readonly SecuredTable[] {
  const [owner] = records.map((table) => table.owner);
  if (owner === undefined) return [];
  const trail = trailPolicies({
    keeper: pg.escapeIdentifier(owner),
    serving: pg.escapeIdentifier(roles.serving),
    writing: pg.escapeIdentifier(roles.writing),
  });
  return [
    ...records.map((table) => ({
      name: table.name,
      policies: recordPolicies(table, roles, entities.values()),
    })),
    ...trail.map(({ table, policies }) => ({
      name: table,
      policies: policies.map(({ name, definition }) => policy(name, definition)),
    })),
  ];
}

/** The tables of records of which is told what was done to them, by their types. */
export function toldTables(entities: ReadonlyMap<string, Entity>): ReadonlyMap<string, string> {
  return new Map(
    [...entities.values()]
      .filter((entity) => entity.writers !== null || isRecord(entity))
      .map(({ type, table }) => [type, table]),
  );
}

/**
 * The policies of a record table: the table's owner migrates, imports and exports; requests read what
 * is released, mark what is their caller's own, and write what it may write. Nobody else gets a row.
 */
function recordPolicies(
  { name, owner }: Pick<RecordTable, 'name' | 'owner'>,
  roles: RequestRoles,
  entities: Iterable<Entity>,
): readonly RowPolicy[] {
  const standing = [...entities].filter(({ table }) => table === name);
  const types = standing.map(({ type }) => type).sort();
  const embargo = standing.find(({ options }) => options.embargo !== undefined)?.options.embargo;
  const writers = standing.find((entity) => entity.writers !== null)?.writers ?? null;
  const keeper = pg.escapeIdentifier(owner);
  const serving = pg.escapeIdentifier(roles.serving);
  const writing = pg.escapeIdentifier(roles.writing);
  const released = isReleased(types, embargo);
  return [
    policy('entente_keeper', `for all to ${keeper} using (true) with check (true)`),
    policy('entente_release', `for select to ${serving}, ${writing} using (${released})`),
    policy('entente_marking', `for update to ${serving} using ${isOwn} with check ${isOwn}`),
    ...(writers === null
      ? []
      : [
          policy('entente_create', `for insert to ${writing} with check ${isOwn}`),
          policy(
            'entente_write',
            `for update to ${writing} using (${writers}) with check (${writers})`,
          ),
        ]),
  ];
}

function policy(name: string, definition: string): RowPolicy {
  const fingerprint = createHash('sha256').update(definition).digest('hex').slice(0, 32);
  return { name, definition, fingerprint };
}
