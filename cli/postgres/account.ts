import { spawnSync } from 'node:child_process';
import { chown, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Problem, problem } from '../terminal/problem.ts';

/**
 * How the server is run, for it refuses to run as root.
 *
 * - `direct`: as the present, ordinary user.
 * - `namespace`: root, seen by the server as an ordinary user in a user namespace. The files stay
 *   root's, so that it works in a folder that no one else may enter.
 * - `account`: another account, where user namespaces are off (containers); it keeps the one
 *   capability to pass folders that belong to root, where the machine allows that.
 */
export interface Account {
  readonly kind: 'direct' | 'namespace' | 'account';
  /** Words to put before the command. */
  readonly prefix: readonly string[];
  /** Owner of the data on the disk. */
  readonly uid: number;
  readonly gid: number;
}

interface Candidate {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

const preferred = ['postgres', 'daemon', 'nobody'];

/** Chooses the first way that works here. */
export async function chooseAccount(
  ids = { uid: process.getuid?.() ?? -1, gid: process.getgid?.() ?? -1 },
  works: (prefix: readonly string[]) => boolean = tryPrefix,
): Promise<Account | Problem> {
  if (ids.uid !== 0) return { kind: 'direct', prefix: [], ...ids };
  const candidate = await findCandidate();
  if (candidate !== undefined) {
    const { uid, gid } = candidate;
    const namespace = ['unshare', '-U', `--map-user=${uid}`, `--map-group=${gid}`];
    if (works(namespace)) return { kind: 'namespace', prefix: namespace, ...ids };
    const plain = ['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
    const capable = [...plain, '--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
    for (const prefix of [capable, plain]) {
      if (works(prefix)) return { kind: 'account', prefix, uid, gid };
    }
  }
  return problem(
    'PostgreSQL does not run as root, and this machine allows no other account for it.',
    'Run the command as an ordinary user, or give *_DATABASE_URL for every subgraph.',
  );
}

/** initdb wants a name for its user id, so only accounts that the system knows will do. */
async function findCandidate(): Promise<Candidate | undefined> {
  const text = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const candidates = text.split('\n').flatMap((line): Candidate[] => {
    const [name, , uid, gid] = line.split(':');
    if (name === undefined || name.startsWith('#') || !(Number(uid) > 0)) return [];
    return [{ name, uid: Number(uid), gid: Number(gid) }];
  });
  return (
    preferred.map((name) => candidates.find((each) => each.name === name)).find(Boolean) ??
    candidates[0]
  );
}

function tryPrefix([command, ...words]: readonly string[]): boolean {
  if (command === undefined) return true;
  return spawnSync(command, [...words, 'true'], { stdio: 'ignore' }).status === 0;
}

/** Gives the data to the account; does nothing where it has it already. */
export async function giveTo(account: Account, path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined || found.uid === account.uid) return;
  await chown(path, account.uid, account.gid);
  if (!found.isDirectory()) return;
  for (const name of await readdir(path, { recursive: true })) {
    await chown(join(path, name), account.uid, account.gid);
  }
}
