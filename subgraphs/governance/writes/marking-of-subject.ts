import { type MarkingInput, markingInputOf, type Row } from '@entente/kit';

/**
 * The marking of a statement that comes without one: released as the record that it is about, and to
 * that record's owner. The statement's own partner can mark it otherwise.
 */
export function markingOfSubject(row: Row): MarkingInput | null {
  const marking = markingInputOf(row);
  if (marking === null) return null;
  const owner = String(row['owner_code']);
  const { releasableTo, excluded } = marking;
  return {
    ...marking,
    releasableTo: releasableTo.includes(owner) ? releasableTo : [...releasableTo, owner],
    excluded: excluded.filter((code) => code !== owner),
    successor: null,
  };
}
