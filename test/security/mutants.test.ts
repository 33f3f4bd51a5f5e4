import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { mutants } from './mutants.ts';

const root = join(import.meta.dirname, '../..');

describe('the list of rules to switch off', () => {
  it('names each once', () => {
    const names = mutants.map(({ name }) => name);
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(mutants.map((mutant) => [mutant.name, mutant] as const))(
    'finds its place: %s',
    (_name, { file, find, replace, test }) => {
      expect(readFileSync(join(root, file), 'utf8').split(find)).toHaveLength(2);
      expect(replace).not.toBe(find);
      expect(existsSync(join(root, test))).toBe(true);
    },
  );
});
