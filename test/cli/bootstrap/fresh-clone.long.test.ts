import { execFileSync, spawn } from 'node:child_process';
import { chmod, chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePorts } from '../../support/free-ports.ts';
import { killWatched, processesNaming, until, type Watched, watch } from '../processes.ts';

const source = resolve(import.meta.dirname, '../../..');
const asRoot = process.getuid?.() === 0;
const ordinary = { uid: 65_534, gid: 65_534 };
const folders: string[] = [];

afterEach(async () => {
  killWatched();
  for (const folder of folders.splice(0)) {
    await until(() => processesNaming(folder).length === 0);
    await rm(folder, { recursive: true, force: true });
  }
});

interface Clone {
  readonly folder: string;
  npm(words: readonly string[]): Watched;
}

/** A clone that has nothing installed, in a folder that no other user may enter. */
async function clone(user: { uid?: number; gid?: number }): Promise<Clone> {
  const outer = await mkdtemp(join(tmpdir(), 'entente-clone-'));
  folders.push(outer);
  const folder = join(outer, 'entente');
  execFileSync('git', ['clone', '--quiet', '--no-hardlinks', source, folder]);
  const [port = 0, ...ports] = await freePorts(12);
  const hubFile = join(folder, 'hub.yaml');
  let next = 0;
  const moved = (await readFile(hubFile, 'utf8')).replaceAll(/:41\d\d\//g, () => {
    const free = ports[next];
    next += 1;
    return `:${free}/`;
  });
  await writeFile(hubFile, moved);
  if (user.uid !== undefined && user.gid !== undefined) {
    for (const name of await readdir(outer, { recursive: true })) {
      await chown(join(outer, name), user.uid, user.gid);
    }
    await chown(outer, user.uid, user.gid);
  }
  await chmod(outer, 0o700);
  // What the machine needs to reach its registry stays; what this run was given does not.
  const given = /^(npm_(lifecycle|package|execpath|command)|NODE_(OPTIONS|ENV)$|TEST_|CI$)/;
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !given.test(name)),
  );
  const npm = (words: readonly string[]) =>
    watch(
      spawn('npm', words, {
        ...user,
        cwd: folder,
        env: {
          ...environment,
          ...(user.uid === undefined ? {} : homeOf(outer)),
          PORT: String(port),
          npm_config_ignore_scripts: 'true',
        },
      }),
    );
  return { folder, npm };
}

/** npm tells its scripts where its caller's cache and settings are: another user has its own. */
function homeOf(folder: string) {
  return {
    HOME: folder,
    npm_config_cache: join(folder, 'npm-cache'),
    npm_config_userconfig: join(folder, '.npmrc'),
  };
}

async function startsAndAnswers({ folder, npm }: Clone): Promise<void> {
  const hub = npm(['start']);
  const minutes = 8;
  const deadline = Date.now() + minutes * 60_000;
  while (!hub.output().includes('Ctrl-C') && hub.child.exitCode === null) {
    if (Date.now() > deadline) throw new Error(`Not started in ${minutes} minutes`);
    await new Promise((done) => setTimeout(done, 200));
  }
  const line = hub.output().match(/^ *(curl .*)$/m)?.[1];
  if (line === undefined) throw new Error(hub.output());
  const answer: unknown = JSON.parse(
    execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8', cwd: '/' }),
  );
  expect(answer).not.toHaveProperty('errors');
  const [place] = (answer as { data: { places: { nodes: Record<string, unknown>[] } } }).data.places
    .nodes;
  expect(Object.values(place ?? {})).not.toContain(null);
  hub.child.kill('SIGTERM');
  await hub.ended;
  await until(() => processesNaming(folder).length === 0);
}

describe('a fresh clone', () => {
  it('starts with npm start alone, and the printed line answers from all domains', async () => {
    await startsAndAnswers(await clone({}));
  }, 600_000);

  const itAsRoot = asRoot ? it : it.skip;
  itAsRoot(
    'does the same for an ordinary user',
    async () => {
      await startsAndAnswers(await clone(ordinary));
    },
    600_000,
  );
});
