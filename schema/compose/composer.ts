import type { ASTNode, DocumentNode } from 'graphql';

/** A subgraph whose schema is parsed; its nodes' `loc.source.name` is the subgraph's name. */
export interface ParsedSubgraph {
  readonly name: string;
  readonly url: string;
  readonly document: DocumentNode;
}

/** A composer's error or hint before it is given a place and advice. */
export interface ComposerMessage {
  readonly code: string;
  readonly message: string;
  readonly nodes: readonly ASTNode[];
}

export type ComposerResult =
  | {
      readonly kind: 'composed';
      readonly supergraphSdl: string;
      readonly hints: readonly ComposerMessage[];
    }
  | { readonly kind: 'failed'; readonly errors: readonly ComposerMessage[] };

/** Pure: the same subgraphs give the same supergraph, whatever their order of definition. */
export type Composer = (subgraphs: readonly ParsedSubgraph[]) => ComposerResult;
