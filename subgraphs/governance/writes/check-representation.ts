import type { Check, Problem } from '@entente/kit';
import { endsAfter } from './days.ts';

export const checkRepresentation: Check = ({ row }) => {
  const problems: Problem[] = [...endsAfter(row, 'standing_from', 'standing_to', 'standingTo')];
  if (row['forum_id'] == null && row['decision_id'] == null) {
    problems.push({
      field: 'forum',
      message: 'It is not said in what the party is represented, or not.',
      advice: 'Give `forum`, `decision` or both.',
    });
  }
  return problems;
};
