import type { BadCell } from './cell.ts';

/** What points to a person in free text. The hub holds nothing about persons. */
const patterns: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /[^\s@]+@[^\s@]+\.\p{L}{2,}/u, what: 'an e-mail address' },
  // Seven digits or more, however grouped: telephone, identity and registration numbers. Dates,
  // which are grouped as year, month and day, are none.
  { pattern: /(?<![\p{N}])\+?\p{Nd}(?:[ ().-]{0,2}\p{Nd}){6,}/u, what: 'a number of a person' },
];

const date = /\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[./]\d{1,2}[./]\d{4}\b/g;

/** What in a free text looks like data about a person; null when nothing does. */
export function scanForPersons(text: string): BadCell | null {
  const found = patterns.find(({ pattern }) => pattern.test(text.replaceAll(date, '')));
  if (found === undefined) return null;
  return {
    wrong: `The text holds what looks like ${found.what}.`,
    advice: 'Take out everything about persons: the hub does not hold it.',
  };
}
