import { describe, expect, it } from '@jest/globals';
import { compileRewrites } from '../../../gateway/execute/rewrite.ts';

const rewrites = compileRewrites([
  {
    kind: 'rename',
    path: [
      { kind: 'key', name: 'gates' },
      { kind: 'types', names: ['Gate'] },
      { kind: 'key', name: 'width__alias_0' },
    ],
    to: 'width',
  },
]);

describe("what a planner's own aliases bring", () => {
  it('stands under the names of the operation', () => {
    const data = { gates: [{ width__alias_0: 3 }, { __typename: 'Tower', width__alias_0: 4 }] };
    rewrites?.data(data);
    expect(data).toEqual({ gates: [{ width: 3 }, { __typename: 'Tower', width__alias_0: 4 }] });
  });

  it('fails under the names of the operation', () => {
    expect(rewrites?.path(['gates', 1, 'width__alias_0', 0])).toEqual(['gates', 1, 'width', 0]);
    expect(rewrites?.path(['gates', 1, 'id'])).toEqual(['gates', 1, 'id']);
    expect(rewrites?.path(['towers', 1, 'width__alias_0'])).toEqual([
      'towers',
      1,
      'width__alias_0',
    ]);
    expect(rewrites?.path(['gates'])).toEqual(['gates']);
  });
});
