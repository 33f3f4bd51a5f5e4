import type { BadCell } from './cell.ts';

/** Earlier dates are typing errors: nothing that the hub represents is older. */
const firstYear = 1990;

const dayAdvice = 'Write year-month-day, such as 2026-01-31.';

/** A calendar day in ISO 8601, between 1990 and `now`. */
export function readDay(text: string, now: Date): string | BadCell {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return { wrong: 'This is not a date.', advice: dayAdvice };
  }
  const at = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text) {
    return { wrong: 'There is no such day.', advice: dayAdvice };
  }
  return outOfTime(at, now) ?? text;
}

/** An instant in ISO 8601 with a zone, as UTC with six decimals; a day means its first instant. */
export function readInstant(text: string, now: Date): string | BadCell {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    const day = readDay(text, now);
    return typeof day === 'string' ? `${day}T00:00:00.000000Z` : day;
  }
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?(Z|[+-]\d{2}:\d{2})$/.exec(
    text,
  );
  if (match === null) {
    return {
      wrong: 'This is not an instant.',
      advice: 'Write date, time and zone, such as 2026-01-31T10:15:00Z, or the date alone.',
    };
  }
  const [, day = '', time = '', fraction = '', zone = ''] = match;
  const known = readDay(day, now);
  if (typeof known !== 'string') return known;
  const at = new Date(`${day}T${time}${zone}`);
  if (Number.isNaN(at.getTime())) {
    return { wrong: 'There is no such time.', advice: 'Hours go from 00 to 23.' };
  }
  return outOfTime(at, now) ?? `${at.toISOString().slice(0, 19)}.${fraction.padEnd(6, '0')}Z`;
}

function outOfTime(at: Date, now: Date): BadCell | null {
  if (at.getUTCFullYear() < firstYear) {
    return { wrong: `The year is before ${firstYear}.`, advice: 'Check the year.' };
  }
  // A day may have begun already where the file was written.
  return at.getTime() > now.getTime() + 24 * 3_600_000
    ? { wrong: 'The date lies in the future.', advice: 'Check year and month.' }
    : null;
}
