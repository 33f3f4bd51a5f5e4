import type { Check, Problem, Row } from '@entente/kit';
import { notToCome } from './days.ts';

/** What blocks a milestone is said while it is blocked, and names what it is. */
export const checkMilestone: Check = ({ row, at }) => {
  const blocks = (row['blocked_by'] ?? []) as readonly Row[];
  const problems: Problem[] = [...notToCome(row, 'reported_met_on', 'reportedMetOn', at)];
  if (row['state'] === 'BLOCKED' && blocks.length === 0) {
    problems.push({
      field: 'blockedBy',
      message: 'Nothing is said to block it.',
      advice: 'Give at least one block with its kind, reason and day.',
    });
  }
  if (blocks.some((one) => one['kind'] === 'ANOTHER_MILESTONE' && one['milestone'] == null)) {
    problems.push({
      field: 'blockedBy.milestone',
      message: 'ANOTHER_MILESTONE does not say which.',
      advice: 'Give the milestone that has to be met first.',
    });
  }
  return problems;
};
