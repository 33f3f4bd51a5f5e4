import { type Check, defineWrites, type Problem, type Row } from '@entente/kit';
import { movementRequestStates } from '../states/movement-request.ts';

const roles = ['reporter'];
const explained = ['IMPEDED', 'DENIED', 'CANCELLED'];
const over = ['FACILITATED', 'IMPEDED'];

/** Whether a new request's marking lets the approver see it: groups are not looked into. */
function isWithheld(row: Row): boolean {
  const codes = (column: string) => (row[column] ?? []) as readonly unknown[];
  const approver = row['approver_code'];
  if (approver == null || approver === row['owner_code']) return false;
  return (
    codes('marking_releasable_to').length === 0 || codes('marking_excluded').includes(approver)
  );
}

const fitting: Check = ({ row, before, at }) => {
  const problems: Problem[] = [];
  const state = String(row['state']);
  const day = String(row['day']);
  if (before === null && day < at.slice(0, 10)) {
    problems.push({
      field: 'day',
      message: 'The day has passed.',
      advice: 'Ask for today (UTC) or a day to come.',
    });
  }
  if (before === null && isWithheld(row)) {
    problems.push({
      field: 'marking',
      message: 'The approver would not see the request, and could not decide it.',
      advice: 'Give a marking that releases it to the approver.',
    });
  }
  if (before !== null && before['state'] !== 'REQUESTED' && day !== String(before['day'])) {
    problems.push({
      field: 'day',
      message: 'The answer was given for another day.',
      advice: 'Cancel this request and ask anew.',
    });
  }
  if (before !== null && before['reason'] != null && row['reason'] == null) {
    problems.push({
      field: 'reason',
      message: 'What was impeded, denied or cancelled has a reason.',
      advice: 'Give what it should have been; NOT_GIVEN where none was given.',
    });
  }
  if (row['delay_minutes'] != null && !over.includes(state)) {
    problems.push({
      field: 'delayMinutes',
      message: 'No time is lost before the movement is over.',
      advice: 'Give it with FACILITATED or IMPEDED.',
    });
  }
  if (row['reason'] != null && !explained.includes(state)) {
    problems.push({
      field: 'reason',
      message: 'A reason says why a movement was impeded, denied or cancelled.',
      advice: 'Leave it out.',
    });
  }
  return problems;
};

export const movementRequestWrites = defineWrites('MovementRequest', {
  create: { field: 'requestMovement', roles },
  advance: {
    states: movementRequestStates,
    fields: { decideMovement: ['APPROVED', 'DENIED'], recordOutcome: ['FACILITATED', 'IMPEDED'] },
    steps: { cancelMovement: 'CANCELLED' },
  },
  correct: { field: 'correctMovement', roles },
  withdraw: { field: 'withdrawMovement', roles },
  check: fitting,
});
