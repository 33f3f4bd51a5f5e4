import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { killWatched, until, type Watched, watch } from '../processes.ts';

const cli = resolve(import.meta.dirname, '../../../cli');
let root: string;

/** A project of its own that needs no registry: its only dependency brings `node`. */
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'entente-bootstrap-'));
  await mkdir(join(root, 'cli'));
  await mkdir(join(root, 'runtime'));
  await cp(join(cli, 'bootstrap.mjs'), join(root, 'cli/bootstrap.mjs'));
  await cp(join(cli, 'install'), join(root, 'cli/install'), { recursive: true });
  const bin = { node: 'node.sh' };
  const script = `#!/bin/sh\nINSTALLED_NODE=yes exec '${process.execPath}' "$@"\n`;
  await writeFile(join(root, 'runtime/node.sh'), script, { mode: 0o755 });
  const runtime = { name: 'runtime', version: '1.0.0', bin };
  await writeFile(join(root, 'runtime/package.json'), JSON.stringify(runtime));
  const project = { name: 'project', version: '1.0.0', workspaces: ['runtime'] };
  await writeFile(join(root, 'package.json'), JSON.stringify(project));
  await writeLock(bin);
  await writeFile(
    join(root, 'target.mjs'),
    `if (process.argv[2] === 'wait') {
  process.on('SIGTERM', () => process.exit(9));
  setInterval(() => {}, 1000);
}
console.log(JSON.stringify([process.env.INSTALLED_NODE, process.argv.slice(2)]));
if (process.argv[2] === 'code') process.exit(7);
`,
  );
});

afterEach(async () => {
  killWatched();
  await rm(root, { recursive: true, force: true });
});

async function writeLock(bin: Readonly<Record<string, string>>, mark = {}): Promise<void> {
  const packages = {
    '': { name: 'project', version: '1.0.0', workspaces: ['runtime'], ...mark },
    'node_modules/runtime': { resolved: 'runtime', link: true },
    runtime: { version: '1.0.0', bin },
  };
  const lock = { name: 'project', version: '1.0.0', lockfileVersion: 3, requires: true, packages };
  await writeFile(join(root, 'package-lock.json'), JSON.stringify(lock));
}

function bootstrap(words: readonly string[], flags: readonly string[] = []): Watched {
  const command = [...flags, 'cli/bootstrap.mjs', ...words];
  return watch(
    spawn(process.execPath, command, { cwd: root, env: { ...process.env, NODE_OPTIONS: '' } }),
  );
}

describe('the bootstrap', () => {
  it('installs once, then runs the target on the installed Node with its arguments', async () => {
    const first = bootstrap(['target.mjs', 'a b', '--flag']);
    expect(await first.ended).toBe(0);
    expect(first.output()).toContain('Installing the dependencies');
    expect(first.output()).toContain('["yes",["a b","--flag"]]');
    const second = bootstrap(['target.mjs']);
    expect(await second.ended).toBe(0);
    expect(second.output()).toBe('["yes",[]]\n');
  });

  it('installs again when the lock file has changed', async () => {
    await bootstrap(['target.mjs']).ended;
    await rm(join(root, 'node_modules/.package-lock.json'));
    await writeLock({ node: 'node.sh' }, { license: 'MIT' });
    const again = bootstrap(['target.mjs']);
    expect(await again.ended).toBe(0);
    expect(again.output()).toContain('Installing the dependencies');
  });

  it('installs once when two commands start together', async () => {
    const both = [bootstrap(['target.mjs']), bootstrap(['target.mjs'])];
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0]);
    const output = both.map((each) => each.output()).join('');
    expect(output.match(/Dependencies installed/g)).toHaveLength(1);
    expect(output.match(/\["yes",\[\]\]/g)).toHaveLength(2);
  });

  it('takes over from an install that was killed', async () => {
    const lock = join(root, '.data/install.lock');
    await mkdir(lock, { recursive: true });
    await utimes(lock, new Date(0), new Date(0));
    const run = bootstrap(['target.mjs']);
    expect(await run.ended).toBe(0);
  });

  it('forwards the exit code and signals', async () => {
    expect(await bootstrap(['target.mjs', 'code']).ended).toBe(7);
    const waiting = bootstrap(['target.mjs', 'wait']);
    await until(() => waiting.output().includes('wait'));
    waiting.child.kill('SIGTERM');
    expect(await waiting.ended).toBe(9);
  });

  it('says in one line that Node is too old', async () => {
    const pretend =
      "data:text/javascript,Object.defineProperty(process, 'versions', { value: { node: '18.20.0' } })";
    const old = bootstrap(['target.mjs'], ['--import', pretend]);
    expect(await old.ended).toBe(1);
    expect(old.output().trim().split('\n')).toEqual([
      'Node 20.19 or later is needed; this is 18.20.0. Update it: https://nodejs.org',
    ]);
  });

  it('says in one line that there is no Node for the platform', async () => {
    await bootstrap(['target.mjs']).ended;
    await rm(join(root, 'node_modules/.bin/node'));
    const pretend =
      "data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '22.0.0' } })";
    const run = bootstrap(['target.mjs'], ['--import', pretend]);
    expect(await run.ended).toBe(1);
    expect(run.output().trim().split('\n')).toHaveLength(1);
    expect(run.output()).toContain('There is no Node 26 for');
  });

  it('says what npm says when the install fails, without its usage', async () => {
    const lock = await readFile(join(root, 'package-lock.json'), 'utf8');
    await writeFile(join(root, 'package-lock.json'), lock.replace('"node_modules/runtime"', '"x"'));
    const run = bootstrap(['target.mjs']);
    expect(await run.ended).toBe(1);
    expect(run.output()).toContain('npm ci failed.');
    expect(run.output().trim().split('\n').length).toBeLessThan(16);
  });
});
