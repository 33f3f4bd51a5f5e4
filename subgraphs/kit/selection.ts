import { type RawBuilder, sql } from 'kysely';
import { derivedSql, type Entity } from './entity.ts';
import { snakeCase } from './naming.ts';
import { releasableTo } from './release-rule.ts';

/** What a statement reads of an entity's rows. */
export interface Selection {
  /** The select list over the row `t`. */
  readonly list: RawBuilder<unknown>;
  /** Tells selections apart: rows of one are of no use to another. */
  readonly name: string;
}

/** The entity's fields that an operation asks for; null where that is not known: all of them. */
export type Requested = ReadonlySet<string> | null;

/** Chooses columns for the fields that an operation asks for; `always` are needed besides. */
export type Select = (requested: Requested, always?: readonly string[]) => Selection;

/** Selections that are kept; further ones are made at each request. */
const maxSelections = 500;

const markingColumns = [
  'policy_id',
  'classification',
  'sensitivity',
  'tlp',
  'originator',
  'releasable_to',
  'excluded',
  'purposes',
  'created_at',
  'review_at',
  'successor',
].map((name) => `marking_${name}`);

/**
 * Compiles the selections of an entity.
 *
 * @param needs what resolvers of other fields read, by field: fields of the entity, or columns that
 *   are no fields; null where a resolver of the subgraph's own may read anything
 */
export function compileSelect(
  entity: Entity,
  needs: ReadonlyMap<string, readonly string[] | null>,
): Select {
  const selections = new Map<string, Selection>();
  const derived = [...entity.fields.keys()].filter((field) => derivedSql(entity, field) !== null);
  const everything: Selection = {
    name: '*',
    // Later columns of one name take the place of earlier ones.
    list: sql.join([
      sql`t.*`,
      ...derived.flatMap((field) => columnsOf(entity, field)),
      ...(entity.options.embargo === undefined ? [] : markingOf(entity)),
    ]),
  };
  return (requested, always = []) => {
    if (requested === null) return everything;
    const names = new Set([entity.key.field, ...always]);
    for (const name of requested) {
      const needed = needs.get(name);
      if (needed === null) return everything;
      for (const one of needed ?? []) names.add(one);
      if (needed === undefined && entity.fields.has(name)) names.add(name);
    }
    const fields = [...names].sort();
    const name = fields.join();
    const known = selections.get(name);
    if (known !== undefined) return known;
    const list = sql.join(fields.flatMap((field) => columnsOf(entity, field)));
    const selection = { name, list };
    if (selections.size < maxSelections) selections.set(name, selection);
    return selection;
  };
}

/** The label in force at present: an embargo narrows whom it releases the record to. */
function markingOf({ options: { embargo } }: Entity): readonly RawBuilder<unknown>[] {
  return markingColumns.map((column) =>
    column === 'marking_releasable_to' && embargo !== undefined
      ? sql`(${sql.raw(releasableTo(embargo))}) as ${sql.ref(column)}`
      : sql.ref(`t.${column}`),
  );
}

function columnsOf(entity: Entity, name: string): readonly RawBuilder<unknown>[] {
  const field = entity.fields.get(name);
  const derived = derivedSql(entity, name);
  if (derived !== null) return [sql`(${sql.raw(derived)}) as ${sql.ref(snakeCase(name))}`];
  if (field?.kind === 'marking') return markingOf(entity);
  return [sql.ref(`t.${field !== undefined && 'column' in field ? field.column : name}`)];
}
