import { type Check, type Problem, sql } from '@entente/kit';

/** A gate stands on one thing, and opens on a milestone when that is verified. */
export const checkDependency: Check = async ({ row, before, db }) => {
  const problems: Problem[] = [];
  if ((row['zone_id'] == null) === (row['milestone_id'] == null)) {
    problems.push({
      field: 'zone',
      message: 'A gate stands on a zone or on a milestone.',
      advice: 'Give exactly one of `zone` and `milestone`.',
    });
  } else if ((row['zone_id'] == null) !== (row['required_class'] == null)) {
    problems.push({
      field: 'requiredClass',
      message: 'A gate on a zone waits for a class, and one on a milestone for none.',
      advice: 'Give `requiredClass` with `zone` alone.',
    });
  }
  const opens = row['state'] === 'OPEN' && before?.['state'] === 'CLOSED';
  if (!opens || row['milestone_id'] == null) return problems;
  const { rows } = await sql`select from milestone
    where id = ${row['milestone_id']} and state = 'VERIFIED_MET'`.execute(db);
  if (rows.length > 0) return problems;
  const message = 'The milestone is not VERIFIED_MET.';
  const advice = 'Wait until it is, or let a decision waive the gate.';
  return [...problems, { field: 'milestone', message, advice }];
};
