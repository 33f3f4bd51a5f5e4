import type { Row, Subgraph, WritesOptions } from '@entente/kit';
import type { Random } from '../../../cli/exercise/random.ts';
import { forPartners } from '../writers.ts';
import { type CrashDomain, wrong } from './domains.ts';

/** One mutation field as a writer sends it, and sends it again. */
export interface Operation {
  /** Its idempotency key, and the reason that its change of a record gives. */
  readonly key: string;
  readonly partner: string;
  readonly type: string;
  readonly kind: 'create' | 'bulk' | 'advance' | 'correct' | 'withdraw';
  readonly query: string;
  readonly variables: Row;
  /** Rows of a bulk that are to be refused. */
  readonly wrong: readonly number[];
}

/** A record as the last answer about it shows it. */
export interface Known {
  readonly type: string;
  readonly id: string;
  readonly revision: number;
  readonly allowedTransitions: readonly string[];
}

/** What a mutation answered: of each record that was asked for its id, or null where it was refused. */
export interface Answer {
  readonly ids: readonly (string | null)[];
  readonly records: readonly Known[];
}

/** Who sends it, with which key, and the number by which its values differ from others'. */
export interface Sender {
  readonly key: string;
  readonly n: number;
  readonly partner: string;
}

/** What is to be done. */
export type Task =
  | { readonly kind: 'create'; readonly type: string }
  | {
      readonly kind: 'bulk';
      readonly type: string;
      readonly rows: number;
      /** Those to be refused. */
      readonly wrong: readonly number[];
      readonly allOrNone: boolean;
    }
  | { readonly kind: 'advance'; readonly record: Known; readonly to: string }
  | { readonly kind: 'correct' | 'withdraw'; readonly record: Known };

/** Draws what a writer does next, with a record that it knows where it knows one. */
export function drawTask(
  { subgraph, types }: CrashDomain,
  random: Random,
  record: Known | null,
): Task {
  if (record === null) {
    const { type } = random.pick(types);
    const bulk = writesOf(subgraph, type).create?.bulk === undefined ? 0 : 1;
    const kind = random.weighted({ create: 3, bulk });
    if (kind === 'create') return { kind, type };
    const rows = random.int(2, 12);
    const refused = Array.from({ length: rows }, (_, n) => n).filter(() => random.chance(0.1));
    return { kind, type, rows, wrong: refused, allOrNone: random.chance(0.5) };
  }
  const type = types.find((one) => one.type === record.type);
  const ways = record.allowedTransitions.filter((to) => !type?.avoided?.includes(to));
  const advance = ways.length === 0 ? 0 : 6;
  const kind = random.weighted({ advance, correct: 5, withdraw: 1 });
  return kind === 'advance' ? { kind, record, to: random.pick(ways) } : { kind, record };
}

/** The mutation that does it. */
export function operationOf(
  { subgraph, types }: CrashDomain,
  { key, n, partner }: Sender,
  task: Task,
): Operation {
  const name = 'record' in task ? task.record.type : task.type;
  const type = types.find((one) => one.type === name);
  if (type === undefined) throw new TypeError(`${name} is not written here.`);
  const writes = writesOf(subgraph, name);
  const base = { idempotencyKey: key, marking: forPartners };
  const seen =
    'record' in task
      ? { ...base, id: task.record.id, expectedRevision: task.record.revision }
      : base;
  const operation = (field: string | undefined, args: Row): Operation => ({
    ...{ key, partner, type: name, kind: task.kind, wrong: 'wrong' in task ? task.wrong : [] },
    ...mutation(subgraph, name, field ?? '', { reason: reasonOf({ key }), ...args }, task.kind),
  });
  switch (task.kind) {
    case 'create':
      return operation(writes.create?.field, { ...base, input: type.input(n) });
    case 'bulk': {
      const inputs = Array.from({ length: task.rows }, (_, index) => ({
        ...type.input(n + index),
        ...(task.wrong.includes(index) ? wrong : {}),
      }));
      return operation(writes.create?.bulk, { ...base, inputs, allOrNone: task.allOrNone });
    }
    case 'advance':
      return operation(fieldTo(writes, task.to), {
        ...{ ...seen, to: task.to },
        ...(type.progress?.[task.to] === undefined ? {} : { with: type.progress[task.to] }),
      });
    case 'correct':
      return operation(writes.correct?.field, { ...seen, input: type.correction(n) });
    case 'withdraw':
      return operation(writes.withdraw?.field, seen);
  }
}

/** The reason that a change gives: by it, its revision is found. */
export function reasonOf({ key }: Pick<Operation, 'key'>): string {
  return `Note ${key}`;
}

/** The answer of an operation, from the body of the response. */
export function readAnswer({ type, kind }: Operation, payload: Row): Answer {
  const name = recordField(type);
  const found =
    kind === 'bulk' ? (payload['rows'] as readonly Row[]).map((row) => row[name]) : [payload[name]];
  const records = found.flatMap((one) => (one === null ? [] : [{ ...(one as Known), type }]));
  return { ids: found.map((one) => (one === null ? null : (one as Known).id)), records };
}

/** The same of what the database keeps for a repeat. */
export function readStored({ type, kind }: Operation, stored: Row): readonly unknown[] {
  const name = recordField(type);
  return kind === 'bulk'
    ? (stored['rows'] as readonly Row[]).map((row) => row[name] ?? null)
    : [stored[name]];
}

function writesOf({ definition }: Subgraph, type: string): WritesOptions {
  const found = definition.writing?.writes?.find((one) => one.type === type);
  if (found === undefined) throw new TypeError(`${type} is not written.`);
  return found.options;
}

function fieldTo({ advance }: WritesOptions, to: string): string {
  const one = Object.entries(advance?.fields ?? {}).find(([, states]) => states.includes(to));
  const step = Object.entries(advance?.steps ?? {}).find(([, state]) => state === to);
  return advance?.field ?? one?.[0] ?? step?.[0] ?? '';
}

/** A document with those arguments that the contract's field takes. */
function mutation(
  { schema, entities }: Subgraph,
  type: string,
  field: string,
  args: Row,
  kind: Operation['kind'],
): Pick<Operation, 'query' | 'variables'> {
  const declared = schema.getMutationType()?.getFields()[field];
  if (declared === undefined) throw new TypeError(`Mutation.${field} is not there.`);
  const used = declared.args.filter(({ name }) => args[name] !== undefined);
  const variables = used.map(({ name, type: own }) => `$${name}: ${own}`).join(', ');
  const passed = used.map(({ name }) => `${name}: $${name}`).join(', ');
  const trail = entities.get(type)?.fields.has('allowedTransitions') ? 'allowedTransitions' : '';
  const record = `${recordField(type)} { id revision ${trail} }`;
  const selection = kind === 'bulk' ? `rows { index ${record} error { code } }` : record;
  return {
    query: `mutation(${variables}) { answer: ${field}(${passed}) { ${selection} } }`,
    variables: Object.fromEntries(used.map(({ name }) => [name, args[name]])),
  };
}

function recordField(type: string): string {
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
}
