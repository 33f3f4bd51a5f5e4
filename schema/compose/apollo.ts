import { composeServices } from '@apollo/composition';
import type { GraphQLError } from 'graphql';
import type { ComposerMessage, ComposerResult, ParsedSubgraph } from './composer.ts';

/** Composition as Apollo defines it (`@apollo/composition`, Elastic License 2.0): the reference. */
export function apolloComposer(subgraphs: readonly ParsedSubgraph[]): ComposerResult {
  const result = composeServices(
    subgraphs.map(({ name, url, document }) => ({ name, url, typeDefs: document })),
  );
  if (result.supergraphSdl === undefined) {
    return { kind: 'failed', errors: result.errors.map(fromError) };
  }
  return {
    kind: 'composed',
    supergraphSdl: result.supergraphSdl,
    hints: result.hints.map((hint) => ({
      code: hint.definition.code,
      message: hint.message,
      nodes: hint.nodes ?? [],
    })),
  };
}

function fromError(error: GraphQLError): ComposerMessage {
  const code = error.extensions['code'];
  return {
    code: typeof code === 'string' ? code : 'INVALID_GRAPHQL',
    message: error.message,
    nodes: error.nodes ?? [],
  };
}
