import { readFileSync } from 'node:fs';
import { findPersonalData } from '@entente/kit';
import { describe, expect, it } from '@jest/globals';

const page = readFileSync(new URL('../../docs/personal-data.md', import.meta.url), 'utf8');
const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, one = '']) => one);
const [found = '', missed = ''] = page.split('## What it cannot find');
const rows = found.split('\n').filter((line) => /^\| an? /.test(line));

describe('docs/personal-data.md', () => {
  it('shows examples that the screen finds, of each kind', () => {
    expect(rows).toHaveLength(5);
    for (const row of rows) {
      const [, kind = '', , example = ''] = row.split('|').map((cell) => cell.trim());
      for (const text of quoted(example))
        expect([text, findPersonalData(text)]).toEqual([text, kind]);
    }
  });

  it('is honest about what passes, and what is refused though it should not be', () => {
    expect(quoted(missed)).toEqual([
      'Haddad signed',
      "the mayor's brother",
      'Dr. Green',
      'UTN-912345678',
    ]);
    expect(quoted(missed).map(findPersonalData)).toEqual([
      null,
      null,
      'a name after a title',
      null,
    ]);
  });
});
