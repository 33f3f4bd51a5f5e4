import {
  type Party,
  type Row,
  type StateMachine,
  type Subgraph,
  snakeCase,
  statesOf,
  type TableRows,
  type Transition,
  type Visibility,
  type WritesOptions,
} from '@entente/kit';
import { getNamedType, isEnumType, isInputObjectType } from 'graphql';
import pg from 'pg';
import { recordRow, type TestSubgraph, visibilityOf } from './subgraph.ts';

/** What a machine's records need besides what their table says itself. */
export interface MachineOptions {
  /** Columns of a record in its first state, by that state. */
  readonly row?: (id: string, state: string) => Row;
  /** Values that go with a way, where one of each required field's type will not do. */
  readonly values?: (from: string, to: string) => Row;
  /** Records that it refers to. */
  readonly rows?: TableRows;
}

/** One machine over a real database, with what the model knows of it. */
export interface Machine {
  readonly name: string;
  readonly states: StateMachine;
  readonly callers: readonly Visibility[];
  /** States that are stored: a record may be there in any of them, as an import brings it. */
  readonly stored: readonly string[];
  readonly steps: readonly { readonly from: string; readonly transition: Transition }[];
  /** Ways that were taken at least once: `FROM -> TO`. */
  readonly taken: Set<string>;
  readonly begin: (state: string) => Promise<string>;
  /** The stored row with what is computed in place of its columns. */
  readonly read: (id: string) => Promise<Row>;
  readonly send: (call: Call) => Promise<Sent>;
  /** What the caller sees of a record; null where it sees none. */
  readonly seen: (id: string, who: Visibility) => Promise<Seen | null>;
  readonly columnOf: (field: string) => string;
  /** Roles that may call the field of Mutation which leads to a state. */
  readonly rolesFor: (to: string) => readonly string[];
  readonly isParty: (party: Party, row: Row, who: Visibility) => boolean;
  /** Who may write the records at all. */
  readonly writers: readonly Party[];
  /** Refusals by the subgraph's own checks, which the machine does not know of. */
  readonly checked: boolean;
  readonly close: () => Promise<void>;
}

export interface Call {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly who: Visibility;
  readonly expectedRevision: number;
  readonly key: string;
  readonly withValues: boolean;
  readonly reason: string | null;
}

/** The code of the refusal, or null where it was done. */
export interface Sent {
  readonly code: string | null;
  readonly currentRevision: unknown;
}

export interface Seen {
  readonly state: string;
  readonly revision: number;
  readonly allowedTransitions: readonly string[];
  readonly history: readonly Step[];
  readonly revisions: readonly { readonly revision: number; readonly kind: string }[];
}

export interface Step {
  readonly from: string | null;
  readonly to: string;
  readonly byPartner: string;
  readonly byRole: string;
  readonly revision: number;
}

/** Of the record's owner, of partners that it may name, and of one that it never names. */
const partners = ['XAA', 'XAB', 'XAC', 'XAD'] as const;
const roleSets = [['reporter'], ['verifier'], ['analyst'], ['reporter', 'verifier', 'publisher']];

/** The types of a subgraph that have a machine. */
export function machinesOf({ definition }: Subgraph): readonly string[] {
  const writes = definition.writing?.writes ?? [];
  return writes.flatMap(({ type, options }) => (options.advance === undefined ? [] : [type]));
}

/** Opens a machine over its table; records get what their columns need. */
export async function openMachine(
  subgraph: Subgraph,
  served: TestSubgraph,
  type: string,
  { row: own = () => ({}), values = () => ({}), rows = {} }: MachineOptions = {},
): Promise<Machine> {
  const writes = subgraph.definition.writing?.writes?.find((one) => one.type === type)?.options;
  const entity = subgraph.entities.get(type);
  const advance = writes?.advance;
  if (writes === undefined || advance === undefined || entity === undefined) {
    throw new TypeError(`${type} has no states.`);
  }
  const { states } = advance;
  const pool = new pg.Pool({ connectionString: served.url, max: 2 });
  const columnOf = (field: string) => {
    const model = entity.fields.get(field);
    return model !== undefined && 'column' in model ? model.column : snakeCase(field);
  };
  await served.load(rows);
  const lapses = (states.lapses ?? []).map(({ at }) => [columnOf(at), '2090-01-01T00:00:00Z']);
  const template = await templateOf(pool, subgraph, type);
  const parties = [...new Set(states.transitions.flatMap(({ who }) => partiesOf(who)))].flatMap(
    (party) => (typeof party === 'string' ? [] : [party.partyField]),
  );
  const computed = Object.entries(entity.options.computed ?? {})
    .map(([field, text]) => `, (${text}) as "${columnOf(field)}"`)
    .join('');
  const fieldOf = (to: string): string | undefined => {
    const step = Object.entries(advance.steps ?? {}).find(([, state]) => state === to);
    const one = Object.entries(advance.fields ?? {}).find(([, list]) => list.includes(to));
    return advance.field ?? one?.[0] ?? step?.[0];
  };
  const counter = { made: 0 };
  const steps = states.transitions.flatMap((transition) =>
    fieldOf(transition.to) === undefined
      ? []
      : transition.from.map((from) => ({ from, transition })),
  );
  return {
    name: type,
    states,
    stored: statesOf(states).filter((state) => !states.lapses?.some(({ to }) => to === state)),
    steps,
    taken: new Set(),
    checked: writes.check !== undefined,
    writers: [...(writes.writers ?? []), ...states.transitions.map(({ who }) => who)].flatMap(
      (who) => partiesOf(who),
    ),
    columnOf,
    callers: partners.flatMap((partner) =>
      roleSets.map((roles) => visibilityOf(partner, { roles })),
    ),
    rolesFor: (to) => {
      const own_ = fieldOf(to);
      const led = leadsTo(advance, own_);
      const ways = states.transitions.filter((one) => led === null || led.includes(one.to));
      return [...new Set(ways.flatMap(({ by }) => by))];
    },
    isParty: (party, row, { partner }) => {
      const owns = row['owner_code'] === partner;
      if (party === 'owner') return owns;
      if (party === 'others') return !owns;
      if (party === 'released') return true;
      const named = [row[columnOf(party.partyField)] ?? []].flat();
      return named.includes(partner) || (named.length === 0 && party.orOwner === true && owns);
    },
    begin: async (state) => {
      counter.made += 1;
      const id = `XAA:${snakeCase(type).replaceAll('_', '-')}:${counter.made}`;
      const named = Object.fromEntries(
        // Each party a partner of its own; every third record names nobody.
        parties.map((field, n) => [
          columnOf(field),
          counter.made % 3 === 0 ? null : partners[1 + (n % 2)],
        ]),
      );
      const row = {
        ...template,
        ...Object.fromEntries(lapses),
        ...named,
        ...recordRow(id, { marking_releasable_to: ['PARTNERS'] }),
        [columnOf(states.field)]: state,
        ...own(id, state),
      };
      await served.load({ [entity.table]: [row] });
      return id;
    },
    read: async (id) => {
      const { rows } = await pool.query(
        `select t.*${computed} from "${entity.table}" as t where id = $1`,
        [id],
      );
      return rows[0] ?? {};
    },
    send: async ({ id, from, to, who, expectedRevision, key, withValues, reason }) => {
      const field = fieldOf(to) ?? '';
      const found = subgraph.schema.getMutationType()?.getFields()[field];
      const argument = (name: string) => found?.args.find((one) => one.name === name);
      const wanted = new Set(
        states.transitions.filter((one) => one.to === to).flatMap(({ requires = [] }) => requires),
      );
      const given = withValues ? inputValues(argument('with')?.type, wanted, values(from, to)) : {};
      const args = [
        ['id', id],
        ['to', to],
        ['with', given],
        ['reason', reason],
        ['expectedRevision', expectedRevision],
        ['idempotencyKey', key],
      ] as const;
      const present = args.filter(([name]) => argument(name) !== undefined);
      const { errors } = await served.as(who).answer(
        `mutation(${present.map(([name]) => `$${name}: ${argument(name)?.type}`).join(', ')}) {
          ${field}(${present.map(([name]) => `${name}: $${name}`).join(', ')}) { __typename } }`,
        Object.fromEntries(present),
      );
      const extensions = errors?.[0]?.extensions ?? {};
      if (errors !== undefined && extensions['code'] === undefined) {
        throw new Error(JSON.stringify(errors));
      }
      return {
        code: errors === undefined ? null : String(extensions['code']),
        currentRevision: extensions['currentRevision'],
      };
    },
    seen: async (id, who) => {
      const { _entities } = await served.as(who).query<{ _entities: readonly (Seen | null)[] }>(
        `query($one: [_Any!]!) { _entities(representations: $one) { ... on ${type} {
          state: ${states.field} revision allowedTransitions
          history { from to byPartner byRole revision } revisions { revision kind } } } }`,
        { one: [{ __typename: type, id }] },
      );
      return _entities[0] ?? null;
    },
    close: () => pool.end(),
  };
}

export function partiesOf(who: Transition['who'] = 'owner'): readonly Party[] {
  return [who].flat() as readonly Party[];
}

/** The states to which a field of Mutation leads; null: to all. */
function leadsTo(
  { field, fields = {}, steps = {} }: NonNullable<WritesOptions['advance']>,
  name: string | undefined,
): readonly string[] | null {
  if (name === undefined || name === field) return null;
  const step = steps[name];
  return fields[name] ?? (step === undefined ? [] : [step]);
}

/** Columns that a record must have, with values of their type. */
async function templateOf(
  pool: pg.Pool,
  { schema, entities }: Subgraph,
  type: string,
): Promise<Row> {
  const entity = entities.get(type);
  const { rows } = await pool.query(
    `select column_name as name, data_type as type from information_schema.columns
     where table_schema = current_schema and table_name = $1 and is_nullable = 'NO'
       and column_default is null and is_generated = 'NEVER'`,
    [entity?.table],
  );
  const template: Record<string, unknown> = {};
  for (const { name, type: sqlType } of rows) {
    const field = [...(entity?.fields.values() ?? [])].find(
      (one) => 'column' in one && one.column === name,
    );
    const declared = field?.kind === 'column' ? schema.getType(field.scalar) : undefined;
    template[name] = isEnumType(declared)
      ? declared.getValues()[0]?.name
      : field?.kind === 'reference'
        ? keyOf(field.key)
        : sqlValue(sqlType);
  }
  return template;
}

function sqlValue(type: string): unknown {
  switch (type) {
    case 'integer':
    case 'double precision':
    case 'numeric':
      return 1;
    case 'boolean':
      return false;
    case 'date':
      return '2026-01-01';
    case 'timestamp with time zone':
      return '2026-01-01T00:00:00Z';
    case 'jsonb':
      return { en: 'x' };
    case 'ARRAY':
      return [];
    default:
      return 'x';
  }
}

/** Values for the wanted fields of an input type. */
function inputValues(type: unknown, wanted: ReadonlySet<string>, values: Row): Row {
  const input = getNamedType(type as Parameters<typeof getNamedType>[0]);
  if (!isInputObjectType(input)) return {};
  return Object.fromEntries(
    Object.values(input.getFields())
      .filter(({ name }) => wanted.has(name) || name in values)
      .map(({ name, type: own }) => [name, values[name] ?? inputValue(name, String(own), own)]),
  );
}

function inputValue(name: string, text: string, type: unknown): unknown {
  const named = getNamedType(type as Parameters<typeof getNamedType>[0]);
  if (isEnumType(named)) return named.getValues()[0]?.name;
  switch (text.replaceAll(/[[\]!]/g, '')) {
    case 'Int':
    case 'Float':
      return 1;
    case 'Boolean':
      return true;
    case 'Date':
      return '2026-01-02';
    case 'DateTime':
      return '2026-01-02T00:00:00Z';
    case 'ID':
      return keyOf(name);
    default:
      return 'for the test';
  }
}

function keyOf(key: string): string | number {
  if (key === 'pcode') return 'PS0255';
  if (key === 'number') return 7;
  return key === 'id' ? 'XAA:other:1' : 'XAB';
}
