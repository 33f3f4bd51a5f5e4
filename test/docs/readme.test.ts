import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Stack, startStack } from '../support/stack.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  );

let stack: Stack;
beforeAll(async () => {
  // The exercise of the day that the page's query asks about.
  const exercise = { seed: 1, size: 'small', until: '2026-11-21' } as const;
  stack = await startStack({ exercise, signIn: true });
}, 90_000);
afterAll(() => stack.stop());

it('shows a query over four domains, how to send it, and the answer that it really gets', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'readme-'));
  await writeFile(join(folder, 'query.json'), JSON.stringify({ query: blocks('graphql')[0] }));
  const command = (blocks('sh')[1] ?? '')
    .replace('http://127.0.0.1:4000/graphql', stack.endpoint)
    .replace('@query.json', `@${join(folder, 'query.json')}`);
  const { stdout } = spawnSync('sh', ['-c', command], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '', HUB_FILE: stack.hubFile, DATA_DIR: stack.dataDir },
  });
  await rm(folder, { recursive: true });
  const answer = JSON.parse(stdout);
  if (process.env['PRINT_README_ANSWER']) process.stdout.write(JSON.stringify(answer, null, 2));
  expect(JSON.parse(blocks('json')[0] ?? '')).toEqual(answer);
});

it('can promise that what npm start prints is a query that shows all domains to a partner', () => {
  const command = stack.output().match(/^ *(curl .*)$/m)?.[1] ?? '';
  const { stdout } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
  const { errors, data, extensions } = JSON.parse(stdout);
  expect(errors).toBeUndefined();
  expect(extensions).toEqual({ visibility: { partner: 'XAA', purpose: 'COORDINATION' } });
  for (const place of data.places.nodes) expect(Object.values(place)).not.toContain(null);
});

it('names only commands that package.json has', () => {
  const { scripts } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const commands = (blocks('sh')[0] ?? '').trim().split('\n');
  expect(commands).toEqual(['npm start', 'npm test']);
  for (const command of commands) expect(scripts).toHaveProperty(command.replace('npm ', ''));
});
