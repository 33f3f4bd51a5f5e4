import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Problem, problem } from '../terminal/problem.ts';
import { type Account, giveTo } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';

export const superuser = 'entente';

export interface DataPaths {
  /** The server's data folder. */
  readonly folder: string;
  readonly password: string;
  readonly lock: string;
  readonly log: string;
}

export function dataPaths(dataDir: string): DataPaths {
  return {
    folder: join(dataDir, 'postgres'),
    password: join(dataDir, 'postgres.password'),
    lock: join(dataDir, 'postgres.lock'),
    log: join(dataDir, 'logs', 'postgres.log'),
  };
}

/** Makes the data folder where there is none, and returns the superuser's password. */
export async function initialiseFolder(
  paths: DataPaths,
  account: Account,
  binaries: PostgresBinaries,
): Promise<{ kind: 'password'; password: string } | Problem> {
  const major = await readFile(join(paths.folder, 'PG_VERSION'), 'utf8').catch(() => undefined);
  if (major === undefined) return createFolder(paths, account, binaries);
  if (Number(major) !== binaries.major) {
    return problem(
      `${paths.folder} was made by PostgreSQL ${major.trim()}; this is PostgreSQL ${binaries.major}.`,
      'Export what you need with the version that made it, or set DATA_DIR to another folder.',
    );
  }
  const password = await readFile(paths.password, 'utf8').catch(() => undefined);
  if (password === undefined) {
    return problem(
      `The password of the database in ${paths.folder} is missing (${paths.password}).`,
      'Put the file back, or set DATA_DIR to another folder.',
    );
  }
  await giveTo(account, paths.folder);
  return { kind: 'password', password: password.trim() };
}

async function createFolder(
  paths: DataPaths,
  account: Account,
  { initdb }: PostgresBinaries,
): Promise<{ kind: 'password'; password: string } | Problem> {
  // Made under another name and renamed when complete: an interrupted first start leaves no half.
  const draft = `${paths.folder}.new`;
  const password = randomBytes(24).toString('base64url');
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  await writeFile(paths.password, password, { mode: 0o600 });
  await chmod(paths.password, 0o600);
  await giveTo(account, draft);
  await giveTo(account, paths.password);
  const [command, ...words] = [
    ...account.prefix,
    initdb,
    `--pgdata=${draft}`,
    `--username=${superuser}`,
    `--pwfile=${paths.password}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // PostgreSQL's own Unicode rules: the same order on every system, whatever locales it has.
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-sync',
  ];
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  const failure = await promisify(execFile)(command ?? initdb, words, { cwd: '/', env }).then(
    () => undefined,
    (error: { stderr?: string; message: string }) => error.stderr || error.message,
  );
  if (failure !== undefined) {
    await rm(draft, { recursive: true, force: true });
    return problem(
      `PostgreSQL could not prepare ${paths.folder}: ${failure.trim().split('\n').at(-1)}.`,
      'See that the folder is yours and the disk is not full, or set DATA_DIR to another folder.',
    );
  }
  await rename(draft, paths.folder);
  return { kind: 'password', password };
}
