import {
  idType,
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
import pg from 'pg';
import { recordRow, type TestSubgraph, visibilityOf } from './subgraph.ts';
import { inputValues, requiredColumns } from './values-of-types.ts';

/** In how many ways a record may begin in a state: whom it names, and what the test says of it. */
export const variants = 6;

/** What a machine's records need besides what their table says itself. */
export interface MachineOptions {
  /** Columns of a record in its first state, by that state and the variant. */
  readonly row?: (state: string, variant: number) => Row;
  /** Values that go with a way, where one of each required field's type will not do. */
  readonly values?: (from: string, to: string) => Row;
  /** Records that it refers to. */
  readonly rows?: TableRows;
  /** Records that refer to it. */
  readonly about?: (id: string) => TableRows;
  /** Mutations of the subgraph's own by which alone some states are reached; by the state. */
  readonly statements?: Readonly<Record<string, Statement>>;
}

/** A field of Mutation that takes an input. */
export interface Statement {
  readonly field: string;
  readonly input: (id: string) => Row;
}

/** One machine over a real database, with what the model knows of it. */
export interface Machine {
  readonly states: StateMachine;
  readonly callers: readonly Visibility[];
  /** States in which a record may be found: made so, imported so, or lapsed. */
  readonly begins: readonly string[];
  readonly steps: readonly { readonly from: string; readonly transition: Transition }[];
  readonly begin: (state: string, variant: number) => Promise<string>;
  /** The stored row with what is computed in place of its columns. */
  readonly read: (id: string) => Promise<Row>;
  readonly send: (call: Call) => Promise<Sent>;
  /** What the caller sees of a record; null where it sees none. */
  readonly seen: (id: string, who: Visibility) => Promise<Seen | null>;
  /** What is told of a record that the caller sees. */
  readonly told: (id: string, who: Visibility) => Promise<Told>;
  readonly columnOf: (field: string) => string;
  /** Roles that may call the field of Mutation which leads to a state. */
  readonly rolesFor: (to: string) => readonly string[];
  readonly isParty: (party: Party, row: Row, who: Visibility) => boolean;
  /** Who may write the records at all. */
  readonly writers: readonly Party[];
  /** Whether the subgraph wants values for a way beyond what the machine says is required. */
  readonly wantsValues: (from: string, to: string) => boolean;
  /** Whether a statement alone leads to a state, and the one that does. */
  readonly isStated: (to: string) => boolean;
  readonly makeStatement: (id: string, to: string, who: Visibility, key: string) => Promise<Sent>;
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

/** An answer: the code of the refusal, or null and the record as it has become. */
export interface Sent {
  readonly code: string | null;
  readonly currentRevision: unknown;
  readonly record: unknown;
}

export interface Seen {
  readonly state: string;
  readonly revision: number;
  readonly allowedTransitions: readonly string[];
}

export interface Told {
  readonly history: readonly Step[];
  readonly revisions: readonly {
    readonly revision: number;
    readonly kind: string;
    readonly byPartner: string;
  }[];
}

export interface Step {
  readonly from: string | null;
  readonly to: string;
  readonly byPartner: string;
  readonly byRole: string;
  readonly reason: string | null;
  readonly revision: number;
}

/** Of the record's owner, of partners that it may name, and of one that it never names. */
const partners = ['XAA', 'XAB', 'XAC', 'XAD'] as const;
const roleSets = [['reporter'], ['verifier'], ['analyst'], ['reporter', 'verifier', 'publisher']];
const [past, future] = ['2026-01-02T00:00:00Z', '2090-01-01T00:00:00Z'];

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
  { row: own, values = () => ({}), rows = {}, about, statements = {} }: MachineOptions = {},
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
  const required = await requiredColumns(pool, subgraph, type);
  const everyone = states.transitions.flatMap(({ who }) => partiesOf(who));
  const parties = [...new Set(everyone)].flatMap((party) =>
    typeof party === 'string' ? [] : [columnOf(party.partyField)],
  );
  const computed = Object.entries(entity.options.computed ?? {})
    .map(([field, text]) => `, (${text}) as "${columnOf(field)}"`)
    .join('');
  const record = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
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
  const mutate = async (
    who: Visibility,
    field: string,
    args: Row,
    selection: string,
  ): Promise<Sent> => {
    const declared = subgraph.schema.getMutationType()?.getFields()[field]?.args ?? [];
    const present = declared.filter(({ name }) => name in args);
    const { data, errors } = await served.as(who).answer(
      `mutation(${present.map((one) => `$${one.name}: ${one.type}`).join(', ')}) {
        done: ${field}(${present.map(({ name }) => `${name}: $${name}`).join(', ')}) { ${selection} } }`,
      Object.fromEntries(present.map(({ name }) => [name, args[name]])),
    );
    const extensions = errors?.[0]?.extensions ?? {};
    if (errors !== undefined && extensions['code'] === undefined) {
      throw new Error(JSON.stringify(errors));
    }
    return {
      code: errors === undefined ? null : String(extensions['code']),
      currentRevision: extensions['currentRevision'],
      record: data?.['done'] ?? null,
    };
  };
  const look = async <Data>(id: string, who: Visibility, selection: string) => {
    const { _entities } = await served
      .as(who)
      .query<{ _entities: readonly (Data | null)[] }>(
        `query($one: [_Any!]!) { _entities(representations: $one) { ... on ${type} { ${selection} } } }`,
        { one: [{ __typename: type, id }] },
      );
    return _entities[0] ?? null;
  };
  return {
    states,
    begins: statesOf(states),
    steps,
    writers: [...(writes.writers ?? []).flatMap((who) => partiesOf(who)), ...everyone],
    columnOf,
    callers: partners.flatMap((partner) =>
      roleSets.map((roles) => visibilityOf(partner, { roles })),
    ),
    rolesFor: (to) => {
      const led = leadsTo(advance, fieldOf(to));
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
    begin: async (state, variant) => {
      counter.made += 1;
      const id = `XAA:${idType(type)}:${counter.made}`;
      const lapse = steps.some(({ transition }) => transition.to === state)
        ? undefined
        : states.lapses?.find(({ to }) => to === state);
      const stored = lapse?.from ?? state;
      const row = {
        ...required,
        ...recordRow(id, { marking_releasable_to: ['PARTNERS'] }),
        // Each party a partner of its own; in every third variant none.
        ...Object.fromEntries(
          parties.map((column, n) => [column, variant % 3 === 0 ? null : partners[1 + (n % 2)]]),
        ),
        [columnOf(states.field)]: stored,
        ...own?.(stored, variant),
        ...Object.fromEntries(
          (states.lapses ?? []).map(({ at }) => [columnOf(at), lapse ? past : future]),
        ),
      };
      await served.load({ [entity.table]: [row], ...about?.(id) });
      return id;
    },
    read: async (id) => {
      const found = await pool.query(
        `select t.*${computed} from "${entity.table}" as t where id = $1`,
        [id],
      );
      return found.rows[0] ?? {};
    },
    send: async ({ from, to, who, key, withValues, ...call }) => {
      const field = fieldOf(to) ?? '';
      const taking = subgraph.schema.getMutationType()?.getFields()[field];
      const wanted = states.transitions
        .filter((one) => one.to === to && one.from.includes(from))
        .flatMap(({ requires = [] }) => requires);
      const type_ = taking?.args.find(({ name }) => name === 'with')?.type;
      const given = withValues ? inputValues(type_, wanted, values(from, to)) : {};
      const args = { ...call, to, with: given, idempotencyKey: key };
      return mutate(who, field, args, `${record} { state: ${states.field} revision }`);
    },
    seen: (id, who) => look(id, who, `state: ${states.field} revision allowedTransitions`),
    told: async (id, who) => {
      const told = await look<Told>(
        id,
        who,
        'history { from to byPartner byRole reason revision } revisions { revision kind byPartner }',
      );
      if (told === null) throw new Error(`${who.partner} does not see ${id}.`);
      return told;
    },
    wantsValues: (from, to) => Object.keys(values(from, to)).length > 0,
    isStated: (to) => statements[to] !== undefined,
    makeStatement: (id, to, who, key) => {
      const { field = '', input } = statements[to] ?? {};
      return mutate(who, field, { input: input?.(id), idempotencyKey: key }, '__typename');
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
