import { composeServices } from '@theguild/federation-composition';
import { type DocumentNode, Kind, visit } from 'graphql';
import type { ComposerResult, ParsedSubgraph } from './composer.ts';

const newestKnownVersion = 9;

/**
 * The MIT-licensed alternative (`@theguild/federation-composition`), for operators who may not
 * use Elastic-licensed software. It reports no hints, and no nodes with its errors.
 */
export function guildComposer(subgraphs: readonly ParsedSubgraph[]): ComposerResult {
  const result = composeServices(
    subgraphs.map(({ name, url, document }) => ({
      name,
      url,
      typeDefs: withKnownVersion(document),
    })),
  );
  if (result.supergraphSdl !== undefined) {
    return { kind: 'composed', supergraphSdl: result.supergraphSdl, hints: [] };
  }
  return {
    kind: 'failed',
    errors: result.errors.map(({ message, extensions }) => ({
      code: typeof extensions['code'] === 'string' ? extensions['code'] : 'INVALID_GRAPHQL',
      message,
      nodes: [],
    })),
  };
}

/**
 * Federation 2.10 and later add connectors and cache tags, which contracts here do not use, and
 * this composer does not know their versions: the link is read as the newest one that it knows.
 */
function withKnownVersion(document: DocumentNode): DocumentNode {
  return visit(document, {
    [Kind.STRING]: (node) => {
      const minor = /^https:\/\/specs\.apollo\.dev\/federation\/v2\.(\d+)$/.exec(node.value)?.[1];
      if (minor === undefined || Number(minor) <= newestKnownVersion) return undefined;
      return { ...node, value: `https://specs.apollo.dev/federation/v2.${newestKnownVersion}` };
    },
  });
}
