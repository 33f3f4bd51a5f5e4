import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultSeed, lastDay } from '../../cli/exercise/load-small.ts';
import { runDay } from '../../cli/exercise-day/run-day.ts';
import { sender } from '../../cli/exercise-day/sender.ts';
import { type Stack, startStack } from '../support/stack.ts';

const exercise = { seed: defaultSeed, size: 'small', until: lastDay() } as const;

let stack: Stack;
let environment: Readonly<Record<string, string | undefined>>;
beforeAll(async () => {
  stack = await startStack({ exercise, signIn: true });
  const { hubFile, dataDir } = stack;
  environment = { ...process.env, NODE_OPTIONS: '', HUB_FILE: hubFile, DATA_DIR: dataDir };
}, 120_000);
afterAll(() => stack.stop());

/** Runs the command; gives its exit code and what it wrote. */
async function command(...args: readonly string[]) {
  const child = spawn(process.execPath, ['cli/main.ts', 'exercise-day', ...args], {
    env: environment,
  });
  const printed: string[] = [];
  child.stdout.on('data', (text) => printed.push(String(text)));
  child.stderr.on('data', (text) => printed.push(String(text)));
  const [code] = await once(child, 'exit');
  return { code, output: printed.join('') };
}

/** The table of the guide, as the command prints it. */
async function documentedScenes(): Promise<readonly string[]> {
  const guide = resolve(import.meta.dirname, '../../docs/guides/exercise-day.md');
  const rows = (await readFile(guide, 'utf8')).matchAll(/^\| (\d\d:\d\d) \| (.*?) *\|$/gm);
  return [...rows].map(([, time, text]) => `${time}  ${text}`);
}

describe('a day of the exercise', () => {
  it('is played over the hub, and the dashboards’ questions give what was done', async () => {
    const printed: string[] = [];
    const failed = await runDay({
      send: sender(stack.endpoint, environment),
      now: new Date(),
      run: 'first',
      print: (line) => void printed.push(line),
    });
    expect(failed).toEqual([]);
    const told = printed.join('\n');
    for (const what of [
      'Northport reads PARTIAL',
      'both deliveries, apart',
      'both assessments stand',
      'its gate is closed',
      'one disputed milestone more',
    ]) {
      expect(told).toMatch(new RegExp(`✓ .*${what}`));
    }
    const scenes = printed.filter((line) => /^\d\d:\d\d {2}/.test(line));
    expect(scenes).toEqual(await documentedScenes());
  }, 60_000);

  it('may be played again by its command', async () => {
    const { code, output } = await command('--endpoint', stack.endpoint);
    expect([code, output]).toEqual([0, expect.stringContaining('The day is over')]);
  }, 60_000);

  it('says what to do where no hub runs', async () => {
    const { code, output } = await command('--endpoint', 'http://127.0.0.1:9/graphql');
    expect([code, output]).toEqual([1, expect.stringContaining('run npm start first')]);
  }, 30_000);
});
