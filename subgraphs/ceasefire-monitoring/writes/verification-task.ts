import { type Checked, defineWrites, type Problem } from '@entente/kit';
import { verificationTaskStates } from '../states/verification-task.ts';
import { verifiers } from './roles.ts';

/** Whoever's incident it is: the task is a record of the partner that assigns it. */
export const verificationTaskWrites = defineWrites('VerificationTask', {
  create: {
    field: 'assignVerificationTask',
    roles: verifiers,
    defaults: (_input, { at }) => ({ assignedAt: at }),
  },
  advance: { states: verificationTaskStates, steps: { completeVerificationTask: 'DONE' } },
  withdraw: { field: 'withdrawVerificationTask', roles: verifiers },
  check: times,
});

function times({ row, before, at }: Checked): readonly Problem[] {
  const instant = (column: string) => Date.parse(String(row[column]));
  if (before !== null) return [];
  if (instant('due_at') <= Date.parse(at)) {
    return [{ field: 'dueAt', message: 'The task would be overdue before it is assigned.' }];
  }
  if (instant('expires_at') < instant('due_at')) {
    return [{ field: 'expiresAt', message: 'The task would expire before it is due.' }];
  }
  return [];
}
