import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorCode } from '../terminal/error-code.ts';
import { isProblem, type Problem, problem } from '../terminal/problem.ts';
import { type Account, chooseAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { lockFolder } from './folder-lock.ts';
import { freePort } from './free-port.ts';
import { type GuardedProcess, startGuarded } from './guarded-process.ts';
import { type DataPaths, dataPaths, initialiseFolder, superuser } from './initialise-folder.ts';
import { readPostmaster } from './postmaster-file.ts';

export interface Postgres {
  readonly kind: 'postgres';
  /** Address of a database of this server, with the password in it. */
  url(database: string): string;
  /** Settles when the server has ended, asked or not. */
  readonly ended: Promise<void>;
  /** Fast shutdown: open transactions are rolled back; killed when that takes over 4 seconds. */
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Folder that holds the data folder, the password and the log. */
  readonly dataDir: string;
  /** False: faster, and lost with the machine's power. For tests. */
  readonly durable?: boolean;
  /** Called when the data folder has to be made first, which takes some seconds. */
  readonly onFirstStart?: () => void;
}

const patienceToStop = 4_000;
const patienceToStart = 120_000;

/** Starts the embedded server on a free loopback port. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres | Problem> {
  const dataDir = resolve(options.dataDir);
  const paths = dataPaths(dataDir);
  const denied = await makeFolders(dataDir);
  if (denied !== undefined) return denied;
  const [binaries, account] = await Promise.all([findBinaries(), chooseAccount()]);
  if (isProblem(binaries)) return binaries;
  if (isProblem(account)) return account;

  const lock = await lockFolder(paths.lock);
  if (lock.kind === 'held') return alreadyRunning(dataDir, lock.pid);
  const left = await awaitLeftover(paths.folder);
  if (left !== undefined) {
    await lock.release();
    return alreadyRunning(dataDir, left);
  }
  if (!(await exists(paths.folder))) options.onFirstStart?.();
  const initialised = await initialiseFolder(paths, account, binaries);
  const server = isProblem(initialised)
    ? initialised
    : await launch(paths, account, binaries.postgres, options.durable ?? true);
  if (isProblem(initialised) || isProblem(server)) {
    await lock.release();
    return isProblem(initialised) ? initialised : (server as Problem);
  }
  return {
    kind: 'postgres',
    url: (database) => databaseUrl(server.port, initialised.password, database),
    ended: server.process.ended,
    async stop() {
      await server.process.stop(patienceToStop);
      await lock.release();
    },
  };
}

/** The server that another process keeps running on this folder, if there is one. */
export async function findRunningPostgres(
  dataDir: string,
): Promise<Pick<Postgres, 'url'> | undefined> {
  const paths = dataPaths(resolve(dataDir));
  const postmaster = await readPostmaster(paths.folder);
  const password = await readFile(paths.password, 'utf8').catch(() => undefined);
  if (!postmaster?.ready || password === undefined) return undefined;
  return { url: (database) => databaseUrl(postmaster.port, password.trim(), database) };
}

function databaseUrl(port: number, password: string, database: string): string {
  return `postgres://${superuser}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
}

interface RunningServer {
  readonly process: GuardedProcess;
  readonly port: number;
}

async function launch(
  paths: DataPaths,
  account: Account,
  postgres: string,
  durable: boolean,
): Promise<RunningServer | Problem> {
  const log = await open(paths.log, 'a', 0o600);
  try {
    for (let attempt = 1; ; attempt += 1) {
      const port = await freePort();
      const start = (await log.stat()).size;
      const command = [...account.prefix, postgres, '-D', paths.folder];
      const running = startGuarded([...command, ...settings(port, durable)], log.fd);
      if (await becomesReady(running, paths.folder)) return { process: running, port };
      await running.stop(0);
      const text = (await readFile(paths.log)).subarray(start).toString();
      // Somebody else took the port between our look and the start.
      if (attempt < 4 && text.includes('could not bind')) continue;
      const reason = /(?:FATAL|PANIC): +(.*)/.exec(text)?.[1] ?? 'it did not become ready';
      return problem(`PostgreSQL did not start: ${reason}.`, `All it said is in ${paths.log}.`);
    }
  } finally {
    await log.close();
  }
}

function settings(port: number, durable: boolean): readonly string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

async function becomesReady(running: GuardedProcess, folder: string): Promise<boolean> {
  const deadline = Date.now() + patienceToStart;
  while (!running.hasEnded() && Date.now() < deadline) {
    if ((await readPostmaster(folder))?.ready) return true;
    await sleep(20);
  }
  return false;
}

/**
 * Waits while a server whose start was killed shuts itself down; returns its process id if it
 * stays. A postmaster.pid that names no server is a crash's leaving, or names a process that got
 * the id since, which PostgreSQL would take for itself: the file goes.
 */
async function awaitLeftover(folder: string): Promise<number | undefined> {
  const deadline = Date.now() + patienceToStop + 2_000;
  for (;;) {
    const postmaster = await readPostmaster(folder);
    if (postmaster === undefined) break;
    if (Date.now() > deadline) return postmaster.pid;
    await sleep(50);
  }
  await rm(join(folder, 'postmaster.pid'), { force: true });
  return undefined;
}

async function makeFolders(dataDir: string): Promise<Problem | undefined> {
  try {
    await mkdir(join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
    return undefined;
  } catch (error) {
    return problem(
      `The data folder ${dataDir} cannot be made (${errorCode(error) ?? error}).`,
      'Set DATA_DIR to a folder that you may write to.',
    );
  }
}

async function exists(path: string): Promise<boolean> {
  return readFile(join(path, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

function alreadyRunning(dataDir: string, pid: number): Problem {
  return problem(
    `The data in ${dataDir} is already in use by process ${pid}.`,
    'Stop that one first (Ctrl-C where it runs), or set DATA_DIR to another folder.',
  );
}
