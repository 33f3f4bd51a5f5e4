import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { isProblem } from '../../../cli/terminal/problem.ts';
import { runBootstrap } from '../../../cli/token/run-bootstrap.ts';
import { runToken } from '../../../cli/token/run-token.ts';
import { createKeySource } from '../../../gateway/authenticate/key-source.ts';
import { verifyToken } from '../../../gateway/authenticate/verify-token.ts';
import { loadGraph } from '../../../gateway/graph/load-graph.ts';
import { readOptions } from '../../../gateway/options.ts';

const main = resolve(import.meta.dirname, '../../../cli/main.ts');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'token-'));
  const entry = '{name: a, owner: HUB, url: "http://127.0.0.1:1/", schema: a.graphql}';
  const text = `subgraphs:\n  - ${entry}\npartners: {XAA: ACTIVE, XAB: ACTIVE}\n`;
  await writeFile(join(folder, 'hub.yaml'), text);
  await writeFile(join(folder, 'a.graphql'), 'type Query { a: Int }');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const environment = (mode = 'exercise') => ({
  HUB_FILE: join(folder, 'hub.yaml'),
  DATA_DIR: join(folder, 'data'),
  HUB_MODE: mode,
});

function hub(words: readonly string[], mode?: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...words], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', ...environment(mode) },
  });
  return { status, stdout, stderr };
}

/** What a gateway over the same folder makes of a token. */
async function judge(token: string, mode = 'exercise') {
  const options = readOptions([], environment(mode));
  if (options.kind === 'invalid') throw new Error(options.problems.join(' '));
  const graph = loadGraph(options.options.source, (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  });
  if (graph.kind === 'failed' || graph.content === null) throw new Error('no graph');
  const { trust, partnerStatus } = graph.content;
  const keys = createKeySource().follow(trust);
  return verifyToken(token, { trust, partnerStatus, keys, audience: 'entente', now: Date.now });
}

const token = ['token', '--partner', 'XAB', '--role', 'analyst', '--purpose', 'COORDINATION'];

describe('hub token', () => {
  it('prints a token and nothing else, which the gateway of an exercise takes', async () => {
    const { status, stdout, stderr } = hub(token);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    expect(await judge(stdout.trim())).toMatchObject({
      kind: 'verified',
      partner: 'XAB',
      subject: 'developer',
      roles: ['analyst'],
      purposes: { allowed: ['COORDINATION'], preset: 'COORDINATION' },
    });
  });

  it('takes several roles and purposes, clearances, a bearer and a lifetime', async () => {
    const more = ['--role', 'reader', 'reporter', '--purpose', 'PLANNING', 'REPORTING'];
    const rest = ['--clearance', 'facility-points', '--subject', 'ada', '--lifetime', '30m'];
    const { stdout } = hub(['token', '--partner', 'XAA', ...more, ...rest, '--json']);
    const { token: text, expires } = JSON.parse(stdout);
    const { exp = 0, iat = 0 } = decodeJwt(text);
    expect(exp - iat).toBe(1_800);
    expect(Math.abs(Date.parse(expires) - exp * 1000)).toBeLessThan(2_000);
    expect(await judge(text)).toMatchObject({
      subject: 'ada',
      roles: ['reader', 'reporter'],
      clearances: ['facility-points'],
      purposes: { allowed: ['REPORTING', 'PLANNING'], preset: null },
    });
  });

  it('makes none that real mode takes, and none in real mode', async () => {
    const { stdout } = hub(token);
    expect(await judge(stdout.trim(), 'real')).toMatchObject({ code: 'UNAUTHENTICATED' });
    const refused = hub(token, 'real');
    expect([refused.status, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain("partner's own issuer");
  });

  it.each([
    [{ partner: 'XAZ' }, /XAZ is not among the partners/],
    [{ partner: 'HUB' }, /hub bootstrap/],
    [{ role: ['king'] }, /--role king is not known.*operator/],
    [{ purpose: ['GOSSIP'] }, /--purpose GOSSIP is not known.*PUBLIC_INFO/],
    [{ lifetime: '25h' }, /--lifetime 25h.*a day at most/],
    [{ lifetime: 'long' }, /--lifetime long is none/],
  ])('refuses %j and says what to write', async (wrong, message) => {
    const flags = { partner: 'XAA', role: [], purpose: [], clearance: [], subject: 'ada' };
    const refused = await runToken({ ...flags, lifetime: '1h', ...wrong }, environment());
    expect(isProblem(refused) && `${refused.message} ${refused.advice}`).toMatch(message);
  });
});

describe.each(['exercise', 'real'])('hub bootstrap in %s mode', (mode) => {
  const bootstrap = async () => {
    const made = await runBootstrap(environment(mode));
    return isProblem(made) ? `${made.message} ${made.advice}` : made.token;
  };

  it('makes the first operator, once', async () => {
    expect(await judge(await bootstrap(), mode)).toMatchObject({
      kind: 'verified',
      partner: 'HUB',
      roles: ['operator'],
    });
    expect(await bootstrap()).toMatch(/made already.*trust list of hub\.yaml/);
  });

  it('does as it says: what it tells to remove ends the first one', async () => {
    const first = await bootstrap();
    const paths = /remove (\S+) and (\S+):/.exec(await bootstrap())?.slice(1) ?? [];
    expect(paths).toHaveLength(2);
    for (const path of paths) await rm(path);
    const next = await bootstrap();
    expect(await judge(first, mode)).toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await judge(next, mode)).toMatchObject({ kind: 'verified' });
  });
});

it('hub bootstrap prints a token and nothing else, and ends with 1 the second time', () => {
  expect(hub(['bootstrap']).stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
  const second = hub(['bootstrap']);
  expect([second.status, second.stdout]).toEqual([1, '']);
});
