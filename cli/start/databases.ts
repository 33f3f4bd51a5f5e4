import { databaseVariable } from '../../lib/configuration.ts';
import { createDatabase } from '../postgres/create-database.ts';
import { findRunningPostgres, type Postgres, startPostgres } from '../postgres/postgres.ts';
import { isProblem, type Problem } from '../terminal/problem.ts';

/** Where each subgraph's database is, for as long as it is needed. */
export interface Databases {
  readonly kind: 'databases';
  /** Address of a subgraph's database; an embedded one is created when it is not there yet. */
  url(subgraph: string): Promise<string>;
  /** Settles when the embedded server ends; never where there is none of ours. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

export interface DatabasesOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly dataDir: string;
  readonly subgraphs: readonly string[];
  /** True: use the server of a hub that runs on the same folder. For commands beside it. */
  readonly share?: boolean;
  readonly onFirstStart?: () => void;
}

/**
 * Opens the databases: those that `*_DATABASE_URL` names, and an embedded server for the others,
 * which is started only when there are others.
 */
export async function openDatabases(options: DatabasesOptions): Promise<Databases | Problem> {
  const { environment, dataDir, subgraphs, share = false, onFirstStart } = options;
  const given = (subgraph: string) => environment[databaseVariable(subgraph)] || undefined;
  const needed = subgraphs.some((subgraph) => given(subgraph) === undefined);
  const server = needed ? await openServer(dataDir, share, onFirstStart) : undefined;
  if (isProblem(server)) return server;
  const created = new Map<string, Promise<boolean>>();
  return {
    kind: 'databases',
    async url(subgraph) {
      const external = given(subgraph);
      if (external !== undefined) return external;
      if (server === undefined) throw new Error(`${subgraph} was not among the subgraphs`);
      const creating = created.get(subgraph) ?? createDatabase(server.url('postgres'), subgraph);
      created.set(subgraph, creating);
      await creating;
      return server.url(subgraph);
    },
    ended: server?.ended ?? new Promise(() => {}),
    close: async () => server?.stop(),
  };
}

async function openServer(
  dataDir: string,
  share: boolean,
  onFirstStart: (() => void) | undefined,
): Promise<Pick<Postgres, 'url' | 'ended' | 'stop'> | Problem> {
  const running = share ? await findRunningPostgres(dataDir) : undefined;
  if (running !== undefined) {
    return { url: running.url, ended: new Promise(() => {}), stop: async () => {} };
  }
  return startPostgres({ dataDir, ...(onFirstStart === undefined ? {} : { onFirstStart }) });
}
