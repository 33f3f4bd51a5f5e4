import type { OperationDefinitionNode } from 'graphql';

/**
 * A query plan in the hub's own terms, whichever planner made it. Immutable; made once per
 * operation and supergraph.
 */
export interface Plan {
  /** Null where nothing has to be fetched. */
  readonly root: PlanNode | null;
  /** Null where the data fetched has the client's own response keys: nearly always. */
  readonly renamed: RenamedOperation | null;
}

/**
 * Response keys that would collide with what planners add (keys, `@requires`) or with each other
 * are renamed before planning: no planner gets such collisions right. Paths in the plan, and in
 * the errors of subgraphs, have the keys as renamed.
 */
export interface RenamedOperation {
  /** The client's operation with the new keys, its fragments in line: the answer's shape. */
  readonly operation: OperationDefinitionNode;
  /** Key in the data fetched to the client's response key; each renamed key is used once. */
  readonly clientKeys: ReadonlyMap<string, string>;
}

export type PlanNode = SequenceNode | ParallelNode | ConditionNode | FetchNode;

export interface SequenceNode {
  readonly kind: 'sequence';
  readonly nodes: readonly PlanNode[];
}

export interface ParallelNode {
  readonly kind: 'parallel';
  readonly nodes: readonly PlanNode[];
}

/** A branch of `@skip` and `@include`: the operation's variable decides. */
export interface ConditionNode {
  readonly kind: 'condition';
  readonly variable: string;
  readonly whenTrue: PlanNode | null;
  readonly whenFalse: PlanNode | null;
}

/** One request to one subgraph. */
export interface FetchNode {
  readonly kind: 'fetch';
  readonly subgraph: string;
  readonly operation: 'query' | 'mutation';
  /** The operation's text as the subgraph gets it. */
  readonly document: string;
  readonly operationName: string | null;
  /** The client's variables that the document uses. */
  readonly variables: readonly string[];
  /** Where the entities come from; empty for a fetch of root fields. */
  readonly entities: readonly EntityGroup[];
  /**
   * Of a fetch of root fields: the objects that they belong to. Empty for the answer itself; a way
   * to nested `Query` objects where a field returns that type (each gets a copy).
   */
  readonly at: readonly PathStep[];
  /** Of root fields; an entity group has its own. */
  readonly outputRewrites: readonly Rewrite[];
  /** Where records are under markings: what is to be judged around this fetch. */
  readonly guard?: FetchGuard;
}

/** What of an answer may be a record, and has to be released before anything else is done with it. */
export interface FetchGuard {
  /** The fetch's answer, under the keys of its document. */
  readonly answer: Place;
  /** References that its answer settles: what it does not vouch for is dropped. */
  readonly settles: readonly Settling[];
}

export interface Settling {
  /** Ways from the root to the objects at which the place begins. */
  readonly paths: readonly (readonly PathStep[])[];
  readonly place: Place;
  /** Only references to records of this owner's subgraph. */
  readonly owner: string;
}

/** Where objects stand, by the type that each may have: of several, its `__typename` decides. */
export interface Place {
  readonly shapes: ReadonlyMap<string, Shape>;
}

/** An object of one type: what was asked of it. */
export interface Shape {
  readonly type: string;
  /** Null for what is no record, and for a record that was judged where it was brought. */
  readonly record: RecordPlace | null;
  /** Drops edges instead of leaving holes (Relay's connections). */
  readonly connection: boolean;
  readonly fields: readonly FieldPlace[];
}

export interface RecordPlace {
  readonly type: string;
  /** The owner's subgraph. */
  readonly owner: string;
  /** True where the owner itself brings it, with its marking (`guardKeys.marking`); else it is a reference. */
  readonly delivered: boolean;
}

export interface FieldPlace {
  /** Response key. */
  readonly key: string;
  readonly name: string;
  /** Null for a leaf. */
  readonly place: Place | null;
}

/** Entities that one `_entities` field of a fetch resolves. */
export interface EntityGroup {
  /** Response key of the `_entities` field. */
  readonly alias: string;
  /** Variable of the document that takes the representations. */
  readonly variable: string;
  /** Where in the answer the entities are; each is a way from the root. */
  readonly paths: readonly (readonly PathStep[])[];
  /** What a representation holds. */
  readonly requires: readonly RequiredSelection[];
  /** Of `@fromContext`: entities whose values differ need requests of their own. */
  readonly contexts: readonly ContextValue[];
  readonly inputRewrites: readonly Rewrite[];
  readonly outputRewrites: readonly Rewrite[];
  /** Only references that nobody has vouched for yet. */
  readonly references?: true;
}

/** A variable of the document whose value stands in an object above the entity. */
export interface ContextValue {
  readonly variable: string;
  /** The first way that leads to a value holds; null where none does. */
  readonly ways: readonly ContextWay[];
}

export interface ContextWay {
  /** How many fields above the entity: 1 is the object that has the last field of its path. */
  readonly levels: number;
  /** From that object to the value. */
  readonly path: readonly RewriteStep[];
}

export type PathStep =
  | { readonly kind: 'field'; readonly name: string }
  /** Every element of a list. */
  | { readonly kind: 'each' }
  /**
   * Only objects of one of these types. Abstract types are already resolved to object types; the
   * name of an interface stands beside its implementations where a subgraph knows it as
   * `@interfaceObject`, whose objects have that name as `__typename`.
   */
  | { readonly kind: 'types'; readonly names: readonly string[] };

export type RequiredSelection =
  | {
      readonly kind: 'field';
      /** Response key in the answer so far; also the name in the representation unless renamed. */
      readonly name: string;
      /** Name in the representation. */
      readonly as: string;
      /** Null for a leaf. */
      readonly selections: readonly RequiredSelection[] | null;
    }
  | {
      readonly kind: 'types';
      /** Object types for which the selections hold. */
      readonly names: readonly string[];
      readonly selections: readonly RequiredSelection[];
    };

/** Lists on the way are walked through: every element. */
export type RewriteStep =
  | { readonly kind: 'key'; readonly name: string }
  | { readonly kind: 'types'; readonly names: readonly string[] };

/** A change to a representation before it is sent, or to an entity or data that came back. */
export type Rewrite =
  | { readonly kind: 'set'; readonly path: readonly RewriteStep[]; readonly value: unknown }
  | { readonly kind: 'rename'; readonly path: readonly RewriteStep[]; readonly to: string };
