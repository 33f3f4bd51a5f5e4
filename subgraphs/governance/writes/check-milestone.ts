import type { Check, Problem, Row } from '@entente/kit';
import { notToCome } from './days.ts';
import { frozen } from './frozen.ts';
import { requireReleased } from './require-released.ts';

const met = ['REPORTED_MET', 'VERIFIED_MET'];

/** What a finding was made on. */
const found = {
  planPoint: 'plan_point_number',
  title: 'title',
  description: 'description',
  indicator: 'indicator_id',
  target: 'target',
  verifier: 'verifier_code',
  reportedMetOn: 'reported_met_on',
};

/** What blocks a milestone is said while it is blocked, and names what it is. */
export const checkMilestone: Check = async ({ row, before, caller, at, db }) => {
  const blocks = (row['blocked_by'] ?? []) as readonly Row[];
  const problems: Problem[] = [
    ...notToCome(row, 'reported_met_on', 'reportedMetOn', at),
    // What leaves these states brings a day of its own.
    ...(row['state'] === before?.['state']
      ? frozen(row, before, ['VERIFIED_MET', 'DISPUTED'], found)
      : []),
  ];
  if (
    row['verifier_code'] != null &&
    row['verifier_code'] === (before?.['owner_code'] ?? caller.partner)
  ) {
    problems.push({
      field: 'verifier',
      message: 'Nobody verifies its own milestone.',
      advice: 'Name another partner, or none.',
    });
  }
  if (met.includes(String(row['state'])) && row['reported_met_on'] == null) {
    problems.push({
      field: 'reportedMetOn',
      message: `A milestone that is ${row['state']} was met on some day.`,
      advice: 'Give the day.',
    });
  }
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
  if (before === null) {
    const first = (row['blocking_milestones_id'] ?? []) as readonly string[];
    const milestone = { name: 'Milestone', table: 'milestone' };
    await requireReleased(db, milestone, 'blockingMilestones', first);
  }
  return problems;
};
