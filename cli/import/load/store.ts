import {
  type Database,
  DatabaseError,
  type HubMode,
  openDatabase,
  prepareDatabase,
} from '@entente/kit';
import { databaseVariable } from '../../../lib/configuration.ts';
import { invariant } from '../../../lib/invariant.ts';
import type { Databases } from '../../start/databases.ts';
import { isProblem, type Problem, problem } from '../../terminal/problem.ts';
import { importedSubgraphs } from './subgraphs.ts';

/** The databases of the subgraphs, each opened when it is first needed. */
export interface Store {
  readonly mode: HubMode;
  /** The database of a subgraph, with its tables, stamped with the mode. */
  database(subgraph: string): Promise<Database | Problem>;
  close(): Promise<void>;
}

/** Writing a large file in one transaction takes longer than a query may. Milliseconds. */
const statementTimeout = 600_000;

/** Opens databases by way of `connect`, called once; those of the other mode are refused. */
export function openStore(
  connect: () => Promise<Pick<Databases, 'url' | 'close'> | Problem>,
  mode: HubMode,
): Store {
  const opened = new Map<string, Promise<Database | Problem>>();
  let connected: ReturnType<typeof connect> | undefined;
  const open = async (name: string): Promise<Database | Problem> => {
    const subgraph = importedSubgraphs.get(name);
    invariant(subgraph !== undefined, `${name} is a subgraph of this repository`);
    connected ??= connect();
    const databases = await connected;
    if (isProblem(databases)) return databases;
    const url = await databases.url(name);
    try {
      await prepareDatabase(subgraph, url, mode);
    } catch (error) {
      if (!(error instanceof DatabaseError)) throw error;
      return problem(error.message, `The database is the one of ${databaseVariable(name)}.`);
    }
    return openDatabase(url, { connections: 2, statementTimeout });
  };
  return {
    mode,
    database(name) {
      const database = opened.get(name) ?? open(name);
      opened.set(name, database);
      return database;
    },
    async close() {
      for (const database of await Promise.all(opened.values())) {
        if ('destroy' in database) await database.destroy();
      }
      const databases = await connected;
      if (databases !== undefined && !isProblem(databases)) await databases.close();
    },
  };
}
