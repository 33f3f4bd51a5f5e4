import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import { type Database, type DatabaseOptions, logOf, openPool } from './database.ts';
import type { Visibility } from './visibility.ts';
import { visibilityDriver } from './visibility-driver.ts';

/** A database as one visibility sees it: PostgreSQL itself withholds what is not released. */
export interface ServingDatabase {
  readonly as: (visibility: Visibility) => Database;
  readonly close: () => Promise<void>;
}

/** The rights with which a subgraph's requests read and write. */
export interface ServingRights {
  /** Neither owner of the tables nor superuser: row-level security holds for it. */
  readonly role: string;
  readonly schema: string;
}

/** Opens connections with the rights of the serving role. */
export function openServingDatabase(
  url: string,
  { role, schema }: ServingRights,
  options: DatabaseOptions = {},
): ServingDatabase {
  const pool = openPool(url, options, { role, search_path: JSON.stringify(schema) });
  // An assertion is verified once: requests under the same one share the database made for it.
  const databases = new WeakMap<Visibility, Database>();
  return {
    as: (visibility) => {
      const known = databases.get(visibility);
      if (known !== undefined) return known;
      const database = new Kysely<unknown>({
        dialect: {
          createAdapter: () => new PostgresAdapter(),
          createDriver: () => visibilityDriver(pool, visibility),
          createIntrospector: (db) => new PostgresIntrospector(db),
          createQueryCompiler: () => new PostgresQueryCompiler(),
        },
        log: logOf(options),
      });
      databases.set(visibility, database);
      return database;
    },
    close: () => pool.end(),
  };
}
