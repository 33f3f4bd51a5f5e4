import { expect, it } from '@jest/globals';
import { createMarkingReader } from '../../../gateway/authorize/marking-reader.ts';

const textOf = (n: number, originator = 'XAA') => `AGREED-${n};${originator};PUBLIC;;PLANNING;`;

it('keeps 2,000 texts at most, and none that is long', () => {
  const read = createMarkingReader();
  for (let n = 0; n < 2_100; n++) read(textOf(n));
  expect(read.stats()).toMatchObject({ entries: 2_000, maxEntries: 2_000 });

  const other = createMarkingReader();
  const long = textOf(1, 'X'.repeat(5_000));
  expect(other(long)?.originator).toHaveLength(5_000);
  expect(other.stats().entries).toBe(0);
});

it('reads a text once, one that cannot be read too', () => {
  const read = createMarkingReader();
  expect(read(textOf(1))).toBe(read(textOf(1)));
  expect([read(';'), read(';')]).toEqual([null, null]);
  expect(read.stats().entries).toBe(2);
});
