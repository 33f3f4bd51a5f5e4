import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { killWatched, watch } from './processes.ts';

const main = resolve(import.meta.dirname, '../../cli/main.ts');

afterEach(killWatched);

async function hub(...words: readonly string[]): Promise<{ end: number | string; output: string }> {
  const environment = { ...process.env, NODE_OPTIONS: '' };
  const run = watch(spawn(process.execPath, [main, ...words], { env: environment }));
  return { end: await run.ended, output: run.output() };
}

describe('hub', () => {
  it('lists its commands', async () => {
    const { end, output } = await hub('--help');
    expect(end).toBe(0);
    for (const command of ['start', 'compose', 'exercise', 'import', 'export']) {
      expect(output).toMatch(new RegExp(`^ {2}${command} `, 'm'));
    }
  });

  it('suggests the command that was meant', async () => {
    const { end, output } = await hub('compsoe');
    expect(end).toBe(1);
    expect(output).toContain('(Did you mean compose?)');
  });

  it('explains a command, and refuses options that it does not have', async () => {
    expect((await hub('compose', '--help')).output).toContain('--json');
    const { end, output } = await hub('compose', '--jsn');
    expect(end).toBe(1);
    expect(output).toContain('(Did you mean --json?)');
  });
});
