import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/guides/field-rules.md'), 'utf8');
const [, ...blocks] = page.split('```').filter((_, index) => index % 2 === 1 || index === 0);
const block = (language: string): string =>
  blocks.find((text) => text.startsWith(`${language}\n`))?.slice(language.length + 1) ?? '';

describe('docs/guides/field-rules.md', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'explain-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('shows a command that prints what it shows', () => {
    const file = join(folder, 'operation.graphql');
    writeFileSync(file, block('graphql'));
    const [, words = ''] = block('sh').split(' hub -- ');
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['cli/main.ts', ...words.trim().replace('FILE', file).split(' ')],
      {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: '', HUB_FILE: 'hub.yaml' },
      },
    );
    expect([stderr, stdout.trim()]).toEqual(['', block('').trim()]);
  });

  it('shows a policy that is in use', () => {
    const fields = readFileSync(join(root, 'schema/policies/fields.cedar'), 'utf8');
    expect(fields).toContain(block('cedar'));
  });
});
