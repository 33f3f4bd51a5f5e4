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
