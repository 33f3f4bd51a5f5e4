import { type Check, type Problem, type Row, sql } from '@entente/kit';
import { longestValidity } from './validity.ts';

/** A statement is on a direction and class that are followed there, and holds for a short time. */
export const checkCrossingStatus: Check = async ({ row, db }) => {
  const problems: Problem[] = [];
  const [observed, until] = [row['observed_at'], row['valid_until']].map((at) =>
    Date.parse(String(at)),
  );
  if (observed === undefined || until === undefined || !(until - observed <= longestValidity)) {
    problems.push({
      field: 'validUntil',
      message: 'A statement holds for 12 hours from its observation at most.',
      advice:
        'Leave `validUntil` out, or give an earlier instant; state it anew when you know more.',
    });
  }
  const { rows } = await sql<Row>`select directions, cargo_classes from crossing
    where code = ${row['crossing_code']}`.execute(db);
  const [crossing] = rows;
  // An unknown crossing is refused as a reference.
  if (crossing === undefined) return problems;
  for (const [field, column, followed] of [
    ['direction', 'direction', crossing['directions']],
    ['cargoClass', 'cargo_class', crossing['cargo_classes']],
  ] as const) {
    const list = (followed ?? []) as readonly unknown[];
    if (list.includes(row[column])) continue;
    problems.push({
      field,
      message: `${row[column]} is not followed at ${row['crossing_code']}.`,
      advice: `Give one of: ${list.join(', ')}.`,
    });
  }
  return problems;
};
