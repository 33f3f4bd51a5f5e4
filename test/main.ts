import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createTerminal } from '../cli/terminal/terminal.ts';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const usage = `Use: npm test [-- PATH...] [-- --all | --long]
  PATH     only the tests under these paths, without the checks
  --all    the long runs, too (npm run test:all)
  --long   the long runs alone`;

const root = join(import.meta.dirname, '..');
const bin = (path: string) => join(root, 'node_modules', path);
const layers = join(root, '.dependency-cruiser.cjs');
const sources = ['lib', 'schema', 'gateway', 'subgraphs', 'cli', 'examples', 'bench', 'test'];

const checks: readonly Check[] = [
  { name: 'types', command: [bin('typescript/bin/tsc'), '--noEmit', '-p', root] },
  { name: 'format and lint', command: [bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off'] },
  {
    name: 'import rules',
    command: [
      bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config',
      layers,
      ...sources.filter((folder) => existsSync(join(root, folder))),
    ],
  },
];

const terminal = createTerminal();
const children = new Set<ChildProcess>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    for (const child of children) child.kill(signal);
    process.exit(130);
  });
}

const { values, positionals } = readArguments();
const outcomes: Outcome[] = [];
if (positionals.length === 0 && !values.long) {
  outcomes.push(...(await Promise.all(checks.map(runCheck))));
}
outcomes.push(await runJest(positionals, projects()));

const sum = (part: keyof Outcome) => outcomes.reduce((total, each) => total + each[part], 0);
if (sum('skipped') > 0) terminal.line(`${sum('skipped')} skipped; the lines above say why`);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exit(sum('failed') === 0 ? 0 : 1);

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { all: { type: 'boolean' }, long: { type: 'boolean' } },
    });
  } catch {
    process.stderr.write(`${usage}\n`);
    return process.exit(2);
  }
}

/** Jest projects (jest.config.mjs). A path may name a long run. */
function projects(): readonly string[] {
  if (values.long) return ['long'];
  if (values.all || positionals.some((path) => path.includes('.long.'))) return ['test', 'long'];
  return ['test'];
}

async function runCheck({ name, command }: Check): Promise<Outcome> {
  const began = performance.now();
  const { code, output } = await run(command, 'pipe');
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  terminal.line(`${code === 0 ? '✓' : '✗'} ${name} ${terminal.dim(`${seconds} s`)}`);
  if (code !== 0) process.stderr.write(`${output.trim()}\n`);
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

async function runJest(paths: readonly string[], names: readonly string[]): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'entente-results-'));
  const results = join(folder, 'results.json');
  const began = performance.now();
  const { code } = await run(
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      bin('jest/bin/jest.js'),
      '--rootDir',
      root,
      '--selectProjects',
      ...names,
      '--json',
      '--outputFile',
      results,
      // What follows are paths, not names of projects.
      '--passWithNoTests=false',
      '--',
      ...paths,
    ],
    'inherit',
  );
  const report = await readFile(results, 'utf8').catch(() => undefined);
  await rm(folder, { recursive: true, force: true });
  const outcome = countTests(report, code);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  terminal.line(`${outcome.failed === 0 ? '✓' : '✗'} tests ${terminal.dim(`${seconds} s`)}`);
  return outcome;
}

/** A file that cannot run at all counts as one failure, and so does a runner that breaks. */
function countTests(report: string | undefined, code: number): Outcome {
  const found: Readonly<Record<string, number>> = report === undefined ? {} : JSON.parse(report);
  const passed = found['numPassedTests'] ?? 0;
  const failed = (found['numFailedTests'] ?? 0) + (found['numRuntimeErrorTestSuites'] ?? 0);
  const skipped = found['numPendingTests'] ?? 0;
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
}

async function run(
  command: readonly string[],
  output: 'pipe' | 'inherit',
): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, command, {
    cwd: root,
    stdio: ['ignore', output, output],
    env: { ...process.env, NODE_ENV: 'test' },
  });
  children.add(child);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  }
  const [code]: unknown[] = await once(child, 'close');
  children.delete(child);
  return { code: typeof code === 'number' ? code : 1, output: Buffer.concat(chunks).toString() };
}
