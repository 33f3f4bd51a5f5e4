import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { basename, join } from 'node:path';
import { takeInstallLock } from './install-lock.mjs';
import { isInstalled, stampInstalled } from './is-installed.mjs';

/** Installs where needed. Returns the line to show when that fails, else nothing. */
export async function installDependencies(root) {
  try {
    if (isInstalled(root)) return undefined;
    return await installOnce(root);
  } catch (error) {
    return `The dependencies cannot be installed in ${root}: ${error.message}. See that the folder is yours and the disk is not full.`;
  }
}

async function installOnce(root) {
  const release = await takeInstallLock(join(root, '.data', 'install.lock'), () =>
    process.stderr.write('Another command installs the dependencies; waiting for it.\n'),
  );
  try {
    // The one we waited for may have done it.
    if (isInstalled(root)) return undefined;
    const outcome = await runNpm(root);
    if (outcome.kind === 'stopped') {
      release();
      process.exit(outcome.code);
    }
    if (outcome.kind === 'failed') {
      return `${outcome.output}\nnpm ci failed. See what it says above; it needs the npm registry once. Then run this again.`;
    }
    stampInstalled(root);
    return undefined;
  } finally {
    release();
  }
}

/** Install scripts are never run: what they would do here, the code does itself when it is needed. */
function runNpm(root) {
  const words = ['ci', '--ignore-scripts', '--include=dev', '--include=optional'];
  const quiet = ['--no-audit', '--no-fund', '--no-progress', '--loglevel=error'];
  const npm = process.env.npm_execpath ?? '';
  const [command, first] = basename(npm) === 'npm-cli.js' ? [process.execPath, [npm]] : ['npm', []];
  const showing = showProgress('Installing the dependencies (once, about a minute)');
  return new Promise((resolve) => {
    const child = spawn(command, [...first, ...words, ...quiet], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let stopped = 0;
    const interrupt = (signal) => {
      stopped = 128 + constants.signals[signal];
      child.kill(signal);
    };
    const end = (outcome) => {
      process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
      showing.end(outcome.kind === 'installed');
      resolve(outcome);
    };
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (text) => {
        output += text;
      });
    }
    child.on('error', (error) => end({ kind: 'failed', output: `npm: ${error.message}` }));
    child.on('close', (code) => {
      if (stopped !== 0) end({ kind: 'stopped', code: stopped });
      else end(code === 0 ? { kind: 'installed' } : { kind: 'failed', output: shorten(output) });
    });
  });
}

/** A running count of seconds on a terminal; elsewhere a line now and then. */
function showProgress(text) {
  const { stderr } = process;
  const start = Date.now();
  const seconds = () => Math.round((Date.now() - start) / 1000);
  if (!stderr.isTTY) stderr.write(`${text}\n`);
  const timer = setInterval(
    () =>
      stderr.write(
        stderr.isTTY ? `\r${text} ${seconds()} s` : `  still installing, ${seconds()} s\n`,
      ),
    stderr.isTTY ? 500 : 15_000,
  );
  return {
    end(installed) {
      clearInterval(timer);
      if (stderr.isTTY) stderr.write('\r\u001b[2K');
      if (installed) stderr.write(`Dependencies installed in ${seconds()} s\n`);
    },
  };
}

/** What npm says about its own usage is no help here. */
function shorten(output) {
  const lines = output.split('\n').filter((line) => !/^(npm error)?\s*$/.test(line));
  const usage = lines.findIndex((line) => line.startsWith('npm error Clean install a project'));
  return lines.slice(0, Math.min(usage === -1 ? lines.length : usage, 12)).join('\n');
}
