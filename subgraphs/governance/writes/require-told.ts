import { type MarkingInput, type Row, refusal } from '@entente/kit';

/** Groups that every partner is in. */
const all = ['PUBLIC', 'PARTNERS'];

/**
 * A finding that changes the state of another's record is one that its owner may read: a state must
 * never stand there without what it came of. Afterwards the finding is marked by its own partner, as
 * any record.
 *
 * @throws GraphQLError BAD_USER_INPUT
 */
export function requireTold(marking: MarkingInput | null | undefined, subject: Row): void {
  if (marking == null) return;
  const owner = String(subject['owner_code']);
  const { releasableTo, excluded = [] } = marking;
  const told = [owner, ...all].some((code) => releasableTo.includes(code));
  if (told && ![owner, ...all].some((code) => excluded.includes(code))) return;
  throw refusal(
    'BAD_USER_INPUT',
    `A finding that changes the state of a record of ${owner} is released to ${owner}.`,
    { field: 'marking', advice: `Add ${owner} to \`releasableTo\`, or leave the marking out.` },
  );
}
