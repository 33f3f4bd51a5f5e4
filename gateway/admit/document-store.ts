import type { ApolloServerOptions } from '@apollo/server';
import { type ASTNode, type DocumentNode, visit } from 'graphql';
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
  const kept = new Map<string, { readonly document: DocumentNode; readonly bytes: number }>();
  let total = 0;
  const drop = (key: string): boolean => {
    total -= kept.get(key)?.bytes ?? 0;
    return kept.delete(key);
  };
  return {
    get: async (key) => {
      const entry = kept.get(key);
      if (entry === undefined) return undefined;
      kept.delete(key);
      kept.set(key, entry);
      return entry.document;
    },
    set: async (key, document) => {
      drop(key);
      const bytes = weightOf(document);
      if (bytes > maxBytes / 4) return;
      forgetPlaces(document);
      kept.set(key, { document, bytes });
      total += bytes;
      for (const oldest of kept.keys()) {
        if (total <= maxBytes) break;
        drop(oldest);
      }
    },
    delete: async (key) => drop(key),
    stats: () => {
      return { cache: 'documents', entries: kept.size, bytes: total, maxEntries: null, maxBytes };
    },
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
