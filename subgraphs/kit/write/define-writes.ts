import type { Database, Row } from '../database.ts';
import type { HubMode } from '../hub-mode.ts';
import type { Visibility } from '../visibility.ts';
import type { StateMachine, Values, Who } from './states.ts';

/** What is wrong with values: the field, what it is, what to do. */
export interface Problem {
  readonly field: string | null;
  readonly message: string;
  readonly advice?: string;
}

/** What a check of the subgraph's own looks at, before anything is written. */
export interface Checked {
  /** The record's columns as they would be written. */
  readonly row: Row;
  /** As they are; null for a new record. */
  readonly before: Row | null;
  /** Reads what is released to the caller, in the transaction. */
  readonly db: Database;
  readonly caller: Visibility;
  readonly at: string;
}

export type Check = (checked: Checked) => readonly Problem[] | Promise<readonly Problem[]>;

/** By whom and when a record is made, for what the subgraph sets itself. */
export interface Making {
  readonly caller: Visibility;
  readonly at: string;
  readonly mode: HubMode;
}

/** What a value must be. */
export interface Limit {
  /** 0 where nothing is said. */
  readonly min?: number;
  readonly max?: number;
  readonly oneOf?: readonly string[];
  /** Characters of a text at most. */
  readonly maxLength?: number;
}

export interface WritesOptions {
  readonly create?: {
    /** The field of Mutation: `(input, marking, idempotencyKey)`. */
    readonly field: string;
    readonly roles: readonly string[];
    /** The field for many: `(inputs, marking, allOrNone, idempotencyKey)`. */
    readonly bulk?: string;
    /** Values besides those that the input gives; what it gives goes first. */
    readonly defaults?: (input: Row, making: Making) => Values;
    /** Fields of the input that are no fields of the record: `defaults` makes something of them. */
    readonly extra?: readonly string[];
  };
  readonly advance?: {
    readonly states: StateMachine;
    /** `(id, to, with, reason, expectedRevision, idempotencyKey)`; `with` where it takes values. */
    readonly field?: string;
    /** Fields that lead to some of the states: as `field`. */
    readonly fields?: Readonly<Record<string, readonly string[]>>;
    /** Fields that lead to one state: as `field`, without `to`. */
    readonly steps?: Readonly<Record<string, string>>;
  };
  /** `(id, input, reason!, expectedRevision, idempotencyKey)`: the owner corrects what was wrong. */
  readonly correct?: { readonly field: string; readonly roles: readonly string[] };
  /** As `correct`, with an optional reason: the owner says what is new. */
  readonly changes?: readonly { readonly field: string; readonly roles: readonly string[] }[];
  /** `(id, reason!, expectedRevision, idempotencyKey)`. */
  readonly withdraw?: { readonly field: string; readonly roles: readonly string[] };
  /** Called before a record is created, advanced, changed or corrected. */
  readonly check?: Check;
  /** By field, or `part.field`. */
  readonly limits?: Readonly<Record<string, Limit>>;
  /** Texts that are looked through for personal data; all that people write, unless given. */
  readonly personalDataScreen?: readonly string[];
  /** Who, besides the owner and the parties of the states, may write a record in a `defineMutation`. */
  readonly writers?: readonly Who[];
}

/** What may be written of a type's records, and by whom. */
export interface WritesDefinition {
  readonly type: string;
  readonly options: WritesOptions;
}

/** Declares how records of a type are written; the contract has the fields. */
export function defineWrites(type: string, options: WritesOptions): WritesDefinition {
  return { type, options };
}
