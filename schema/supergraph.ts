import { createHash } from 'node:crypto';
import { Supergraph as FederationSupergraph } from '@apollo/federation-internals';
import { type DocumentNode, GraphQLError, type GraphQLSchema, Kind, parse } from 'graphql';
import type { Finding } from './finding.ts';

/** One subgraph as the supergraph names it. */
export interface SupergraphSubgraph {
  readonly name: string;
  readonly url: string;
}

/**
 * One version of the graph, never changed once made: a request that began with it ends with it,
 * and what is derived from it (schema, plans) is collected with it.
 */
export interface Supergraph {
  readonly kind: 'supergraph';
  /** SHA-256 of the SDL, hex. */
  readonly id: string;
  readonly sdl: string;
  readonly subgraphs: readonly SupergraphSubgraph[];
  /** What clients see: built when first asked for, then the same object each time. */
  readonly apiSchema: GraphQLSchema;
}

export type SupergraphResult =
  | Supergraph
  | { readonly kind: 'failed'; readonly findings: readonly Finding[] };

/** Reads any Apollo supergraph SDL (join specification v0.1 and later). Pure. */
export function createSupergraph(sdl: string): SupergraphResult {
  let document: DocumentNode;
  try {
    document = parse(sdl);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return failed(error.message, error.locations?.[0]?.line ?? 1);
  }
  const subgraphs = subgraphsOf(document);
  if (subgraphs.length === 0) return failed('The file names no subgraph in `enum join__Graph`.', 1);
  let apiSchema: GraphQLSchema | undefined;
  return Object.freeze({
    kind: 'supergraph',
    id: createHash('sha256').update(sdl).digest('hex'),
    sdl,
    subgraphs: Object.freeze(subgraphs),
    get apiSchema(): GraphQLSchema {
      apiSchema ??= FederationSupergraph.build(document, { supportedFeatures: null })
        .apiSchema()
        .toGraphQLJSSchema();
      return apiSchema;
    },
  });
}

/** The values of `join__Graph`: `REFERENCE @join__graph(name: "reference", url: "...")`. */
function subgraphsOf(document: DocumentNode): SupergraphSubgraph[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION) return [];
    if (definition.name.value !== 'join__Graph') return [];
    return (definition.values ?? []).flatMap((value) => {
      const graph = value.directives?.find(({ name }) => name.value === 'join__graph');
      const text = (argument: string): string => {
        const node = graph?.arguments?.find(({ name }) => name.value === argument)?.value;
        return node?.kind === Kind.STRING ? node.value : '';
      };
      return graph === undefined ? [] : [Object.freeze({ name: text('name'), url: text('url') })];
    });
  });
}

function failed(message: string, line: number): SupergraphResult {
  return {
    kind: 'failed',
    findings: [
      {
        subgraph: 'supergraph',
        line,
        code: 'INVALID_SUPERGRAPH',
        message,
        advice:
          'Use a supergraph SDL file as `hub compose` or `rover supergraph compose` writes it.',
        severity: 'error',
      },
    ],
  };
}
