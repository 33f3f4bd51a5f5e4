import type { Row } from '../database.ts';
import type { Visibility } from '../visibility.ts';

/** The instant of the change, where a value is given as data. */
export const now: unique symbol = Symbol('now');

/** Whose partner may take a transition, besides having a role for it. */
export type Who = Party | readonly Party[];

/** One partner, or kind of partner. */
export type Party =
  | 'owner'
  /** Anyone to whom the record is released. */
  | 'released'
  /** The same, but for the owner. */
  | 'others'
  | {
      /** The field that refers to the partner, or to several. */
      readonly partyField: string;
      /** The owner, where the field names nobody. */
      readonly orOwner?: boolean;
    };

/** Values by the record's fields; a name that is no field is a column. */
export type Values = Readonly<Record<string, unknown>>;

/** What a transition is taken with. */
export interface Taken {
  /** The record's columns as they are read before. */
  readonly row: Row;
  /** The instant of the change. */
  readonly at: string;
  readonly reason: string | null;
  readonly caller: Visibility;
}

export interface Transition {
  readonly from: readonly string[];
  readonly to: string;
  /** Roles of which one is enough. */
  readonly by: readonly string[];
  readonly who?: Who;
  /** Fields that must be given with the transition, or be there already. */
  readonly requires?: readonly string[];
  readonly reason?: 'optional' | 'required';
  /** Whether a record can take it now, by its columns as they are read. */
  readonly when?: (row: Row) => boolean;
  /** What it sets besides the state. */
  readonly sets?: Values | ((taken: Taken) => Values);
}

/** A state that comes by time alone, as readers compute it: no mutation leads to it. */
export interface Lapse {
  readonly from: string;
  readonly to: string;
  /** The field with the instant. */
  readonly at: string;
}

export interface StatesOptions {
  /** The field that holds the state; `<field>ChangedAt`, where the record has it, is when. */
  readonly field?: string;
  /** States in which a record may begin, the usual one first. */
  readonly initial: readonly string[];
  readonly transitions: readonly Transition[];
  readonly lapses?: readonly Lapse[];
}

/** The states of a type of record and the ways between them, as data. */
export interface StateMachine extends StatesOptions {
  readonly type: string;
  readonly field: string;
}

export function defineStates(type: string, options: StatesOptions): StateMachine {
  return { field: 'state', ...options, type };
}

/** All states that the machine names. */
export function statesOf({ initial, transitions, lapses = [] }: StatesOptions): readonly string[] {
  return [
    ...new Set([
      ...initial,
      ...transitions.flatMap(({ from, to }) => [...from, to]),
      ...lapses.flatMap(({ from, to }) => [from, to]),
    ]),
  ];
}

/** Every role that takes some transition. */
export function rolesOf({ transitions }: StatesOptions): readonly string[] {
  return [...new Set(transitions.flatMap(({ by }) => by))].sort();
}

/** `now` -> the instant of the change. */
export function withInstant(values: Values, at: string): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === now ? at : value]),
  );
}

/** The parties of a transition, one by one; the owner where nothing is said. */
export function partiesOf(who: Who = 'owner'): readonly Party[] {
  return isList(who) ? who : [who];
}

function isList(who: Who): who is readonly Party[] {
  return Array.isArray(who);
}
