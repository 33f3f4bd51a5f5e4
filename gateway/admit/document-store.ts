import type { ApolloServerOptions } from '@apollo/server';
import { type ASTNode, type DocumentNode, visit } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { RequestContext } from '../http/request-context.ts';
import type { CacheStats } from '../metrics/cache-stats.ts';

type ApolloStore = NonNullable<ApolloServerOptions<RequestContext>['documentStore']>;

export interface DocumentStore extends ApolloStore {
  readonly stats: () => CacheStats;
}

/** Some 700 operations of a thousand characters. */
const defaultMaxBytes = 64 * 1024 * 1024;
/** What a parsed document takes in memory. */
export const bytesPerCharacter = 90;

/**
 * Valid documents by the hash of their text, the least recently used dropped first. Plans and
 * programs of an operation live as long as its document stays here.
 *
 * @param maxBytes of all documents together, as estimated by their length
 */
export function createDocumentStore(maxBytes: number = defaultMaxBytes): DocumentStore {
  const kept = new LRUCache<string, DocumentNode>({
    maxSize: maxBytes,
    maxEntrySize: Math.floor(maxBytes / 4),
  });
  return {
    get: async (key) => kept.get(key),
    set: async (key, document) => {
      const size = weightOf(document);
      if (kept.set(key, document, { size }).has(key)) forgetPlaces(document);
    },
    delete: async (key) => kept.delete(key),
    stats: () => ({
      cache: 'documents',
      entries: kept.size,
      bytes: kept.calculatedSize,
      maxEntries: null,
      maxBytes,
    }),
  };
}

function weightOf({ loc }: DocumentNode): number {
  return bytesPerCharacter * (loc?.source.body.length ?? 1024);
}

/**
 * Nodes know their tokens, these each other and the text: half of a document's memory. Only parsing
 * and validation, which are done, tell where in the text something is.
 */
function forgetPlaces(document: DocumentNode): void {
  visit(document, {
    enter: (node: { loc?: ASTNode['loc'] }) => {
      // Not deleted: objects that lose a property are kept as tables, which are larger.
      node.loc = undefined;
    },
  });
}
