import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { errors } from '../../lib/errors.ts';

const page = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8');
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.replaceAll(/ +/g, ' '));

describe('docs/errors.md', () => {
  it('has the catalogue of the code, row by row', () => {
    expect(rows).toEqual(
      Object.entries(errors).map(
        ([code, { status, message, advice }]) =>
          `| \`${code}\` | ${status} | ${message} | ${advice} |`,
      ),
    );
  });

  it('lists no code as retired that is in use', () => {
    const retired = page.split('## Retired codes')[1] ?? '';
    for (const code of Object.keys(errors)) expect(retired).not.toContain(`\`${code}\``);
  });
});
