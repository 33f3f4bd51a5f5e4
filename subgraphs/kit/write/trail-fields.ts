import { sql } from 'kysely';
import type { SubgraphContext } from '../context.ts';
import type { Row } from '../database.ts';
import { derivedSql, type Entity } from '../entity.ts';
import type { Resolver } from '../subgraph-schema.ts';
import type { BoundWrites } from './bind-writes.ts';
import { allowedStates } from './may-take.ts';
import { partiesOf } from './states.ts';
import { idsIn, maySee } from './told-ids.ts';

/** Steps that are told of one record at most, the latest. */
export const maxSteps = 1_000;

type FieldResolver = Resolver<SubgraphContext>;

/** A field that tells how a record was written, and the columns of the record that it reads. */
export interface TrailField {
  readonly resolver: FieldResolver;
  /** Null: any of them. */
  readonly needs: readonly string[] | null;
}

/** `allowedTransitions`: the states into which the caller can bring the record now. */
export function allowedTransitions(writes: BoundWrites): TrailField {
  const { states, columnOf } = writes;
  if (states === null) throw new TypeError(`${writes.entity.type} has no states.`);
  const parties = states.transitions
    .flatMap(({ who }) => partiesOf(who))
    .flatMap((party) => (typeof party === 'object' ? [columnOf(party.partyField)] : []));
  const needs = ['owner_code', 'withdrawn_at', states.field, ...parties];
  return {
    needs: states.transitions.some(({ when }) => when !== undefined) ? null : needs,
    resolver: (row: Row, _args, { caller }) => allowedStates(states, row, caller, writes),
  };
}

/** `history`: every change of state, the first one first. */
export function history(entity: Entity): TrailField {
  return {
    needs: ['id'],
    resolver: (row: Row, _args, context) =>
      stepsOf(context, 'state_change', entity, String(row['id'])).then((steps) =>
        steps.map((step) => ({
          from: step['from_state'],
          to: step['to_state'],
          at: step['at'],
          byPartner: step['by_partner'],
          byRole: step['by_role'],
          reason: step['reason'],
          revision: step['revision'],
        })),
      ),
  };
}

/**
 * `revisions`: every change of the record, the first one first.
 *
 * @param guarded fields that not everyone who sees the record may read
 */
export function revisions(
  entity: Entity,
  guarded: ReadonlySet<string>,
  entities: ReadonlyMap<string, Entity>,
): TrailField {
  return {
    needs: ['id', 'owner_code'],
    resolver: async (row: Row, _args, context) => {
      const steps = await stepsOf(context, 'record_revision', entity, String(row['id']));
      const owns = context.caller === null || context.caller.partner === row['owner_code'];
      const show = async (field: string, value: unknown): Promise<string | null> => {
        if (value === null || value === undefined) return null;
        if (!owns && (guarded.has(field) || isDerived(entity, field))) return null;
        // The owner, too: what it refers to may have been withheld from it since, or by whom it was set.
        return (await maySee(idsIn(value), entities, context)) ? JSON.stringify(value) : null;
      };
      return steps.map((step) => ({
        revision: step['revision'],
        at: step['at'],
        byPartner: step['by_partner'],
        kind: step['kind'],
        reason: step['reason'],
        changes: (step['changes'] as readonly Row[]).map((change) => {
          const field = String(change['field']);
          return {
            field,
            before: () => show(field, change['before']),
            after: () => show(field, change['after']),
          };
        }),
      }));
    },
  };
}

/** What readers see of these fields is not what is stored. */
function isDerived(entity: Entity, field: string): boolean {
  return entity.fields.get(field)?.kind === 'marking' || derivedSql(entity, field) !== null;
}

function stepsOf(
  context: SubgraphContext,
  table: 'state_change' | 'record_revision',
  { type }: Entity,
  id: string,
): Promise<readonly Row[]> {
  const loader = context.loader<string, Row[]>(`${type} ${table}`, async (ids) => {
    const { rows } = await sql<Row & { position: number }>`
      select p.position, s.* from unnest(${ids}::text[]) with ordinality as p(id, position)
      cross join lateral (
        select * from ${sql.table(table)} as t
        where t.record_id = p.id and t.record_type = ${type}
        order by t.revision desc limit ${maxSteps}
      ) as s
      order by p.position, s.revision`.execute(context.db);
    const lists: Row[][] = ids.map(() => []);
    for (const row of rows) lists[row.position - 1]?.push(row);
    return lists;
  });
  return loader.load(id);
}
