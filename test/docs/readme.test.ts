import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Stack, startStack } from '../support/stack.ts';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const block = (language: string) =>
  new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(readme)?.[1] ?? '';

let stack: Stack;
beforeAll(async () => {
  // The exercise of the day that the page's query asks about.
  stack = await startStack({ exercise: { seed: 1, size: 'small', until: '2026-11-21' } });
}, 90_000);
afterAll(() => stack.stop());

it('shows a query over four domains with the answer that it really gets', async () => {
  const response = await fetch(stack.endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: block('graphql') }),
  });
  const answer = await response.json();
  if (process.env['PRINT_README_ANSWER']) process.stdout.write(JSON.stringify(answer, null, 2));
  expect(JSON.parse(block('json'))).toEqual(answer);
});

it('names only commands that package.json has', () => {
  const { scripts } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  );
  const commands = block('sh').trim().split('\n');
  expect(commands).toEqual(['npm start', 'npm test']);
  for (const command of commands) expect(scripts).toHaveProperty(command.replace('npm ', ''));
});
