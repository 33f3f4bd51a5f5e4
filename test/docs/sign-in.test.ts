import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { roles } from '../../gateway/authenticate/roles.ts';
import { type Stack, startStack } from '../support/stack.ts';

const page = readFileSync(new URL('../../docs/guides/sign-in.md', import.meta.url), 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(
    ([, text = '']) => text,
  );

describe('docs/guides/sign-in.md', () => {
  let stack: Stack;
  beforeAll(async () => {
    stack = await startStack({ signIn: true });
  }, 90_000);
  afterAll(() => stack.stop());

  const shell = (script: string) =>
    spawnSync('sh', ['-c', script.replace('http://127.0.0.1:4000/graphql', stack.endpoint)], {
      encoding: 'utf8',
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        HUB_FILE: stack.hubFile,
        DATA_DIR: stack.dataDir,
      },
    });

  it('shows commands that get the answer that it shows', () => {
    const [ask = '', bootstrap = ''] = blocks('sh');
    const { stdout, stderr } = shell(ask);
    expect([stderr, JSON.parse(stdout)]).toEqual(['', JSON.parse(blocks('json')[0] ?? '')]);
    expect(shell(bootstrap).stdout).toMatch(/[\w-]+\.[\w-]+\.[\w-]+\n$/);
  });

  it('has the roles of the code, row by row', () => {
    const rows = page
      .slice(page.indexOf('## Roles'), page.indexOf('## The trust list'))
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.replaceAll(/ +/g, ' '));
    expect(rows).toEqual(Object.entries(roles).map(([name, text]) => `| \`${name}\` | ${text} |`));
  });
});
