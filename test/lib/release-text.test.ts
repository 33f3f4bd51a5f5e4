import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readReleaseText, writeReleaseText } from '../../lib/release-text.ts';

const name = fc.stringMatching(/^[A-Z;,%3B2C5 -]{1,12}$/);
const names = fc.array(name, { maxLength: 3 });
const terms = fc.record({
  policyId: name,
  originator: name,
  releasableTo: names,
  excluded: names,
  purposes: names,
  reviewAt: fc.option(fc.constant('2026-12-01T00:00:00.000000Z')),
});

it('reads what was written, whatever signs the names have', () => {
  fc.assert(
    fc.property(terms, (given) => {
      expect(readReleaseText(writeReleaseText(given))).toEqual(given);
    }),
  );
});

it('is short and plain where names are', () => {
  const given = {
    policyId: 'EXERCISE-1',
    originator: 'XAA',
    releasableTo: ['PARTNERS', 'XAB'],
    excluded: [],
    purposes: ['COORDINATION'],
    reviewAt: null,
  };
  expect(writeReleaseText(given)).toBe('EXERCISE-1;XAA;PARTNERS,XAB;;COORDINATION;');
});

it.each(['', ';', 'A;B;C', 'A;;C;;D;', 'A;B;C;D;E;soon', 'A;B;C;D;E;;'])('refuses %j', (text) => {
  expect(readReleaseText(text)).toBeNull();
});
