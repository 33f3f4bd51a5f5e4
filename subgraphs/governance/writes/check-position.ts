import type { Check, Problem } from '@entente/kit';
import { notToCome } from './days.ts';

/** A partner speaks for itself, or says what a body stated; on one thing at a time. */
export const checkPosition: Check = ({ row, at, caller }) => {
  const problems: Problem[] = [...notToCome(row, 'stated_on', 'statedOn', at)];
  const subjects = ['decision_id', 'plan_point_number', 'scheme_id'];
  if (subjects.filter((column) => row[column] != null).length !== 1) {
    problems.push({
      field: 'decision',
      message: 'A position is on one decision, one point of the plan or one zone scheme.',
      advice: 'Give exactly one of `decision`, `planPoint` and `scheme`.',
    });
  }
  if (row['partner_code'] != null && row['partner_code'] !== caller.partner) {
    problems.push({
      field: 'partner',
      message: 'A partner states its own position alone.',
      advice: 'Leave `partner` out; give `body` where a body takes the position.',
    });
  }
  return problems;
};
