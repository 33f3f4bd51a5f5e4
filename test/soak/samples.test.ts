import { expect, it } from '@jest/globals';
import { judgeFlatness } from './samples.ts';

const series = (make: (index: number) => number) => Array.from({ length: 40 }, (_, i) => make(i));
const flat = (values: readonly number[]) => judgeFlatness(values, 0.05, 1).flat;

it('takes a level with noise and a warm-up for flat', () => {
  expect(flat(series((i) => 100 + (i % 4)))).toBe(true);
  expect(flat(series((i) => Math.min(100, i * 10)))).toBe(true);
  expect(flat(series((i) => (i === 35 ? 500 : 100)))).toBe(true);
});

it('finds steady growth, and a step that stays', () => {
  expect(flat(series((i) => 100 + i / 2))).toBe(false);
  expect(flat(series((i) => (i < 25 ? 100 : 110)))).toBe(false);
});

it('says nothing good of too few samples', () => {
  expect(flat([100, 100])).toBe(false);
});
