import { spawn } from 'node:child_process';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createDatabase } from '../../../cli/postgres/create-database.ts';
import {
  findRunningPostgres,
  type Postgres,
  type PostgresOptions,
  startPostgres,
} from '../../../cli/postgres/postgres.ts';
import { isProblem } from '../../../cli/terminal/problem.ts';
import { killWatched, processesNaming, until, watch } from '../processes.ts';

const keeper = resolve(import.meta.dirname, '../fixtures/keep-postgres.ts');
let dataDir: string;
const running: Postgres[] = [];

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'entente-postgres-'));
});

afterEach(async () => {
  killWatched();
  for (const postgres of running.splice(0)) await postgres.stop();
  await until(() => processesNaming(dataDir).length === 0);
  await rm(dataDir, { recursive: true, force: true });
});

async function start(options: Partial<PostgresOptions> = {}): Promise<Postgres> {
  const postgres = await startPostgres({ dataDir, durable: false, ...options });
  if (isProblem(postgres)) throw new Error(`${postgres.message} ${postgres.advice}`);
  running.push(postgres);
  return postgres;
}

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    const { rows } = await client.query({ text: statement, rowMode: 'array' });
    return rows.map(([value]) => value);
  } finally {
    await client.end();
  }
}

async function postmasterId(): Promise<number> {
  return Number((await readFile(join(dataDir, 'postgres/postmaster.pid'), 'utf8')).split('\n')[0]);
}

describe('embedded PostgreSQL', () => {
  it('answers on the loopback address in UTC, sorts alike everywhere, and asks for the password', async () => {
    const postgres = await start();
    const url = postgres.url('postgres');
    expect(await ask(url, "select current_setting('timezone')")).toEqual(['UTC']);
    expect(await ask(url, "select upper('ä')")).toEqual(['Ä']);
    expect(await ask(url, "select x from unnest(array['b','a','B','é']) x order by x")).toEqual([
      'B',
      'a',
      'b',
      'é',
    ]);
    const wrong = new URL(url);
    wrong.password = 'guess';
    await expect(ask(wrong.href, 'select 1')).rejects.toThrow('password authentication failed');
  });

  it('keeps its data and its password from other users', async () => {
    await start();
    expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
    expect((await stat(join(dataDir, 'postgres.password'))).mode & 0o777).toBe(0o600);
  });

  it('creates a database once, and has its rows after a restart', async () => {
    const first = await start();
    expect(await createDatabase(first.url('postgres'), 'aid-logistics')).toBe(true);
    await ask(first.url('aid-logistics'), 'create table kept as select 7 as value');
    await first.stop();
    const second = await start();
    expect(await createDatabase(second.url('postgres'), 'aid-logistics')).toBe(false);
    expect(await ask(second.url('aid-logistics'), 'select value from kept')).toEqual([7]);
  });

  it('stops with clients connected, and leaves no process', async () => {
    const postgres = await start();
    const client = new pg.Client({ connectionString: postgres.url('postgres') });
    client.on('error', () => {});
    await client.connect();
    await postgres.stop();
    expect(processesNaming(dataDir)).toEqual([]);
  });

  it('recovers after its processes were killed, even when another process has the old id', async () => {
    const first = await start({ durable: true });
    await ask(first.url('postgres'), 'create table kept as select 7 as value');
    process.kill(await postmasterId(), 'SIGKILL');
    await first.ended;
    await first.stop();
    const file = join(dataDir, 'postgres/postmaster.pid');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(/^\d+/, String(process.pid)));
    const second = await start();
    expect(await ask(second.url('postgres'), 'select value from kept')).toEqual([7]);
  });

  it('refuses a second start on the same folder, and names who has it', async () => {
    const first = await start();
    expect(await startPostgres({ dataDir })).toMatchObject({
      kind: 'problem',
      message: expect.stringContaining(`in use by process ${process.pid}`),
    });
    expect(await ask(first.url('postgres'), 'select 1')).toEqual([1]);
    const found = await findRunningPostgres(dataDir);
    expect(found?.url('postgres')).toBe(first.url('postgres'));
  });

  it('ends when the process that started it is killed, and starts again at once', async () => {
    const owner = watch(spawn(process.execPath, [keeper, dataDir]));
    await until(() => owner.output().includes('postgres://'));
    const refused = await startPostgres({ dataDir });
    expect(refused.kind).toBe('problem');
    owner.child.kill('SIGKILL');
    await owner.ended;
    const next = await start();
    expect(await ask(next.url('postgres'), 'select 1')).toEqual([1]);
  });

  it('tells a folder of another version from its own', async () => {
    await (await start()).stop();
    await writeFile(join(dataDir, 'postgres/PG_VERSION'), '15\n');
    expect(await startPostgres({ dataDir })).toMatchObject({
      message: expect.stringContaining('was made by PostgreSQL 15'),
    });
  });

  it('says so when the password is gone', async () => {
    await (await start()).stop();
    await rm(join(dataDir, 'postgres.password'));
    expect(await startPostgres({ dataDir })).toMatchObject({
      message: expect.stringContaining('postgres.password'),
    });
  });

  it('says so when the folder cannot be made', async () => {
    await writeFile(join(dataDir, 'file'), '');
    expect(await startPostgres({ dataDir: join(dataDir, 'file/data') })).toMatchObject({
      message: expect.stringContaining('cannot be made (ENOTDIR)'),
      advice: expect.stringContaining('DATA_DIR'),
    });
  });
});

const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;

describeAsRoot('embedded PostgreSQL for root', () => {
  it('runs under another account where user namespaces are off, on the same data', async () => {
    await (await start()).stop();
    const bin = join(dataDir, 'bin');
    await mkdir(bin);
    for (const name of ['setpriv', 'true']) await symlink(`/usr/bin/${name}`, join(bin, name));
    const owner = watch(
      spawn(process.execPath, [keeper, dataDir], { env: { ...process.env, PATH: bin } }),
    );
    await until(() => owner.output().includes('postgres://') || owner.child.exitCode !== null);
    expect(await ask(owner.output().trim(), 'select 1')).toEqual([1]);
    expect((await stat(join(dataDir, 'postgres'))).uid).not.toBe(0);
    owner.child.kill('SIGTERM');
    expect(await owner.ended).toBe(0);
    const again = await start();
    expect(await ask(again.url('postgres'), 'select 1')).toEqual([1]);
  });

  it('says what to do where the machine allows no way', async () => {
    const bin = join(dataDir, 'bin');
    const owner = watch(
      spawn(process.execPath, [keeper, dataDir], { env: { ...process.env, PATH: bin } }),
    );
    expect(await owner.ended).toBe(1);
    expect(owner.output()).toContain('Run the command as an ordinary user');
  });

  it('runs as an ordinary user', async () => {
    const ids = { uid: 65_534, gid: 65_534 };
    await chown(dataDir, ids.uid, ids.gid);
    await chmod(dataDir, 0o700);
    const owner = watch(spawn(process.execPath, [keeper, dataDir], { ...ids, cwd: '/' }));
    await until(() => owner.output().includes('postgres://') || owner.child.exitCode !== null);
    expect(await ask(owner.output().trim(), 'select 1')).toEqual([1]);
    owner.child.kill('SIGTERM');
    expect(await owner.ended).toBe(0);
  });
});
