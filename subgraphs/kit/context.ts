import DataLoader from 'dataloader';
import type { Database } from './database.ts';
import type { Visibility } from './visibility.ts';

/** What one request's resolvers share: the database and loaders that live as long as the request. */
export interface SubgraphContext {
  /** Gives what is released to the caller, whatever a statement asks for. */
  readonly db: Database;
  /** For whom the gateway asks; null in a subgraph that is open to all. */
  readonly caller: Visibility | null;
  /**
   * The request's loader of this name, made at first use. Keys of one tick are loaded together.
   *
   * @param name tells loaders apart: what is loaded, with its arguments
   * @param load answers keys in their order
   */
  readonly loader: <K, V>(
    name: string,
    load: (keys: readonly K[]) => Promise<readonly (V | Error)[]>,
  ) => DataLoader<K, V>;
  /** What was loaded is no longer true: a mutation of the request has written. */
  readonly forget: () => void;
}

/** Keys that one statement answers at most; more are split over several. */
export const maxBatchSize = 1_000;

/** Begins the context of one request. */
export function createContext(db: Database, caller: Visibility | null = null): SubgraphContext {
  // One loader serves one name, and the name fixes the types of its keys and values.
  const loaders = new Map<string, DataLoader<unknown, unknown>>();
  return {
    db,
    caller,
    loader: <K, V>(name: string, load: (keys: readonly K[]) => Promise<readonly (V | Error)[]>) => {
      const known = loaders.get(name) as DataLoader<K, V> | undefined;
      if (known !== undefined) return known;
      const loader = new DataLoader<K, V>(load, { maxBatchSize });
      loaders.set(name, loader as DataLoader<unknown, unknown>);
      return loader;
    },
    forget: () => loaders.clear(),
  };
}
