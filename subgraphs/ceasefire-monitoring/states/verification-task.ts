import { defineStates, now } from '@entente/kit';

/** EXPIRED is nobody's act: a task reads so from `expiresAt` on. */
export const verificationTaskStates = defineStates('VerificationTask', {
  initial: ['ASSIGNED'],
  transitions: [
    {
      from: ['ASSIGNED'],
      to: 'DONE',
      by: ['verifier'],
      who: 'owner',
      sets: { doneAt: now },
    },
  ],
  lapses: [{ from: 'ASSIGNED', to: 'EXPIRED', at: 'expiresAt' }],
});
