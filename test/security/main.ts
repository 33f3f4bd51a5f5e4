import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Mutant } from './mutant.ts';
import { mutants } from './mutants.ts';

/** Switches rules off in a copy of the tree, one by one; the test of each must fail. */

const root = join(import.meta.dirname, '../..');
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => mutants.every((mutant) => mutant.name !== name));
if (unknown.length > 0) {
  const names = mutants.map(({ name }) => `  ${name}\n`).join('');
  process.stderr.write(`No rule is named "${unknown.join('", "')}". There are:\n${names}`);
  process.exit(2);
}
const chosen = mutants.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const copy = await mkdtemp(join(tmpdir(), 'entente-mutants-'));
process.once('SIGINT', () => process.exit(130));
process.once('exit', () => void rm(copy, { recursive: true, force: true }));
let survivors = 0;
try {
  await copyTree();
  const tests = new Set(chosen.map(({ test }) => test));
  if (!(await passes([...tests]))) {
    process.stderr.write('The tests do not pass as they are; nothing was switched off.\n');
    survivors = 1;
  } else {
    for (const mutant of chosen) if (!(await isNoticed(mutant))) survivors += 1;
    const noticed = chosen.length - survivors;
    process.stdout.write(
      `${noticed} of ${chosen.length} rules have a test that fails without them\n`,
    );
  }
} finally {
  await rm(copy, { recursive: true, force: true });
}
process.exit(survivors === 0 ? 0 : 1);

async function isNoticed({ name, file, find, replace, test }: Mutant): Promise<boolean> {
  const path = join(copy, file);
  const original = await readFile(path, 'utf8');
  const parts = original.split(find);
  if (parts.length !== 2) {
    process.stdout.write(`✗ ${name}: its place in ${file} is not found\n`);
    return false;
  }
  await writeFile(path, parts.join(replace));
  const failed = !(await passes([test]));
  await writeFile(path, original);
  process.stdout.write(failed ? `✓ ${name}\n` : `✗ ${name}: ${test} passes without it\n`);
  return failed;
}

async function passes(tests: readonly string[]): Promise<boolean> {
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const options = ['--rootDir', copy, '--selectProjects', 'test', '--bail', '--forceExit'];
  const child = spawn(process.execPath, [...flags, jest, ...options, '--', ...tests], {
    cwd: copy,
    stdio: 'ignore',
    env: { ...process.env, NODE_ENV: 'test' },
  });
  const [code]: unknown[] = await once(child, 'exit');
  return code === 0;
}

/** Sources are copied; packages are those of the tree, but for its own, which are sources, too. */
async function copyTree(): Promise<void> {
  const left = new Set(['node_modules', '.git', '.data', 'coverage']);
  for (const name of await readdir(root)) {
    if (left.has(name)) continue;
    const filter = (path: string): boolean => !path.slice(root.length).includes('node_modules');
    await cp(join(root, name), join(copy, name), { recursive: true, filter });
  }
  const packages = join(copy, 'node_modules');
  await mkdir(join(packages, '@entente'), { recursive: true });
  for (const name of await readdir(join(root, 'node_modules'))) {
    if (name === '@entente') continue;
    await symlink(join(root, 'node_modules', name), join(packages, name));
  }
  await symlink(join(copy, 'subgraphs/kit'), join(packages, '@entente/kit'));
}
