import { sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A migration that is plain SQL. Frozen once released: a change is a migration of its own. */
export function sqlMigration(ddl: string): Migration {
  return {
    up: async (db) => {
      await sql.raw(ddl).execute(db);
    },
  };
}
