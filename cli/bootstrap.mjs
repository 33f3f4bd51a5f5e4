// First thing that runs, on whatever Node the machine has: installs what is missing, then runs the
// given file with the Node that the lock file names. Plain JavaScript, nothing but Node's own modules.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installDependencies } from './install/install-dependencies.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const oldest = [20, 19];
const pinned = 26;
// Megabytes: most of what a request makes is garbage at its end; with room for it, less is copied.
const nodeFlags = { 'gateway/main.ts': ['--max-semi-space-size=64'] };

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  fail(
    `Node ${oldest.join('.')} or later is needed; this is ${process.versions.node}. Update it: https://nodejs.org`,
  );
}
const [target, ...words] = process.argv.slice(2);
if (target === undefined) fail('Usage: node cli/bootstrap.mjs FILE [ARGUMENT...]');

const problem = await installDependencies(root);
if (problem !== undefined) fail(problem);

const node = findNode();
const child = spawn(node, [...(nodeFlags[target] ?? []), join(root, target), ...words], {
  // The channel tells the target when this process dies, however that happens.
  stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  env: {
    ...process.env,
    PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`,
  },
});
child.on('error', (error) => {
  fail(`${node} does not run on this machine (${error.code ?? error.message}). Linux needs glibc.`);
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT']) {
  process.on(signal, () => child.kill(signal));
}
// npm itself may be killed without a word to us.
if (process.env.npm_lifecycle_event !== undefined) {
  const parent = process.ppid;
  const watch = () => process.ppid === parent || child.kill('SIGTERM');
  setInterval(watch, 500).unref();
}
child.on('exit', (code, signal) => {
  process.exit(code ?? 128 + (constants.signals[signal] ?? 0));
});

function findNode() {
  const installed = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(installed)) return installed;
  if (major >= pinned) return process.execPath;
  return fail(
    `There is no Node ${pinned} for ${process.platform} ${process.arch} among the dependencies. Install Node ${pinned} from https://nodejs.org and run this again.`,
  );
}

function fail(line) {
  process.stderr.write(`${line}\n`);
  process.exit(1);
}
