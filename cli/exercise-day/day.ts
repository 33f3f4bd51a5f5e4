import { isDeepStrictEqual } from 'node:util';

/** Who asks: somebody at a partner, with one role. */
export interface Actor {
  readonly partner: string;
  readonly role: 'analyst' | 'reporter' | 'verifier';
}

/** What is reached by a path of names: answers are read as they come. */
export type Answer = Readonly<Record<string, unknown>>;

export interface GraphQLProblem {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** Sends one operation for somebody; gives the whole answer. */
export type Send = (
  who: Actor,
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<{ readonly data?: Answer | null; readonly errors?: readonly GraphQLProblem[] }>;

/** Something was not answered as the day needs it: what was asked and what came. */
export class DayProblem extends Error {
  override readonly name = 'DayProblem';
}

export interface Day {
  /** The day on which it takes place (UTC). */
  readonly today: string;
  /** The day after. */
  readonly tomorrow: string;
  /** What series are asked for: today, and tomorrow where midnight comes meanwhile. */
  readonly period: { readonly from: string; readonly to: string };
  /** Asks, and gives the data. @throws DayProblem where the answer has errors */
  readonly ask: (
    who: Actor,
    query: string,
    variables?: Readonly<Record<string, unknown>>,
  ) => Promise<Answer>;
  /** As `ask`, of a mutation with the variable `$key`, to which it gives a key of its own. */
  readonly write: (
    who: Actor,
    mutation: string,
    variables?: Readonly<Record<string, unknown>>,
  ) => Promise<Answer>;
  /** Asks for what is refused, and expects this code. */
  readonly refused: (
    who: Actor,
    code: string,
    mutation: string,
    variables?: Readonly<Record<string, unknown>>,
  ) => Promise<void>;
  /** Compares what a question answers with what it should. */
  readonly expect: (what: string, found: unknown, expected: unknown) => void;
}

export interface DayOptions {
  readonly send: Send;
  readonly now: Date;
  /** Sets this run's idempotency keys apart from those of any other. */
  readonly run: string;
  readonly print: (line: string) => void;
}

/** A day, and what did not come out as expected so far. */
export function openDay({ send, now, run, print }: DayOptions): {
  readonly day: Day;
  readonly failed: readonly string[];
} {
  const failed: string[] = [];
  let keys = 0;
  const ask: Day['ask'] = async (who, query, variables = {}) => {
    const { data, errors = [] } = await send(who, query, variables);
    if (errors.length === 0 && data != null) return data;
    throw new DayProblem(`${who.partner} asked ${firstLine(query)} and got ${describe(errors)}`);
  };
  const keyed = (variables: Readonly<Record<string, unknown>>) => {
    keys += 1;
    return { ...variables, key: `${run}-${keys}` };
  };
  const expect: Day['expect'] = (what, found, expected) => {
    if (isDeepStrictEqual(found, expected)) return print(`        ✓ ${what}`);
    const difference = `${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`;
    failed.push(difference);
    print(`        ✗ ${difference}`);
  };
  const day: Day = {
    today: dayOf(now, 0),
    tomorrow: dayOf(now, 1),
    period: { from: dayOf(now, 0), to: dayOf(now, 2) },
    ask,
    write: (who, mutation, variables = {}) => ask(who, mutation, keyed(variables)),
    refused: async (who, code, mutation, variables = {}) => {
      const { errors = [] } = await send(who, mutation, keyed(variables));
      const codes = errors.map(({ extensions }) => extensions?.['code']);
      expect(`${who.partner} is refused with ${code}`, codes, [code]);
    },
    expect,
  };
  return { day, failed };
}

function dayOf(now: Date, offset: number): string {
  return new Date(now.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
}

function firstLine(query: string): string {
  return query.trim().replaceAll(/\s+/g, ' ').slice(0, 80);
}

function describe(errors: readonly GraphQLProblem[]): string {
  if (errors.length === 0) return 'no data';
  return errors
    .map(({ message, extensions }) => `${String(extensions?.['code'])}: ${message}`)
    .join('; ');
}
