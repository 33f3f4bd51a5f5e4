import type { BadCell } from './cell.ts';

/** GraphQL `Int` is signed and 32 bits wide. */
const largestCount = 2_147_483_647;

/** A whole number from `least` to `most`. */
export function readCount(text: string, least = 0, most = largestCount): number | BadCell {
  const value = readMeasure(text);
  if (typeof value !== 'number') return value;
  if (!Number.isInteger(value)) {
    return { wrong: 'A count must be a whole number.', advice: 'Give the number of whole units.' };
  }
  return value < least || value > most
    ? { wrong: `The number is not between ${least} and ${most}.`, advice: 'Check the column.' }
    : value;
}

/** A decimal number of 0 or more. */
export function readMeasure(text: string): number | BadCell {
  if (/^-\s*[\d.]/.test(text)) {
    return { wrong: 'The number is negative.', advice: 'Leave the cell blank where unknown.' };
  }
  return readNumber(text);
}

/** Degrees north or east, between `-most` and `most`. */
export function readDegrees(text: string, most: 90 | 180): number | BadCell {
  const value = readNumber(text.replace(/^-/, ''));
  if (typeof value !== 'number') return value;
  return value > most
    ? { wrong: `Degrees go from -${most} to ${most}.`, advice: 'Give WGS 84 in decimal degrees.' }
    : value * (text.startsWith('-') ? -1 : 1);
}

function readNumber(text: string): number | BadCell {
  const value = /^\d+(\.\d+)?(e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value)
    ? value
    : {
        wrong: 'This is not a number.',
        advice: 'Write digits and a decimal point alone: 1234.5, no separators, no unit.',
      };
}
