import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { guardFormula, unguardFormula } from '../../../cli/import/hxl/formula-guard.ts';

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom("'", '=', '+', '-', '@', '\t', '\r', 'a') }),
);

describe('the formula guard', () => {
  it('gives back what it was given', () => {
    fc.assert(fc.property(text, (value) => unguardFormula(guardFormula(value)) === value));
  });

  it('leaves nothing that a spreadsheet runs', () => {
    fc.assert(fc.property(text, (value) => !/^[=+\-@\t\r]/.test(guardFormula(value))));
  });

  it('leaves ordinary text alone', () => {
    expect(["Khan Yunis'", "'s-Hertogenbosch", '12.5', ''].map(guardFormula)).toEqual([
      "Khan Yunis'",
      "'s-Hertogenbosch",
      '12.5',
      '',
    ]);
  });
});
