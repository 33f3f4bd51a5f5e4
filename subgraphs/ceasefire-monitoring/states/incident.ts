import { defineStates, now } from '@entente/kit';

/** Verification found something out: `standing` says what, and stays when the incident is closed. */
const decided = (standing: string) => ({
  from: ['UNDER_VERIFICATION'],
  to: standing,
  by: ['verifier'],
  who: 'owner' as const,
  sets: { standing, decidedAt: now },
});

export const incidentStates = defineStates('Incident', {
  initial: ['OPEN'],
  transitions: [
    {
      from: ['OPEN', 'REOPENED'],
      to: 'UNDER_VERIFICATION',
      by: ['reporter', 'verifier'],
      who: 'owner',
      sets: { verificationStartedAt: now },
    },
    decided('VERIFIED'),
    decided('DISPUTED'),
    decided('UNSUBSTANTIATED'),
    { ...decided('DUPLICATE'), requires: ['duplicateOf'] },
    {
      from: ['VERIFIED', 'DISPUTED', 'UNSUBSTANTIATED', 'DUPLICATE'],
      to: 'CLOSED',
      by: ['verifier'],
      who: 'owner',
      sets: { closedAt: now },
    },
    {
      from: ['CLOSED'],
      to: 'REOPENED',
      by: ['verifier'],
      who: 'owner',
      reason: 'required',
      sets: { standing: 'ALLEGED', decidedAt: null, closedAt: null, duplicateOf: null },
    },
    // Reopened for nothing: what it is held to be is said anew, not taken from before.
    {
      from: ['REOPENED'],
      to: 'CLOSED',
      by: ['verifier'],
      who: 'owner',
      reason: 'required',
      requires: ['standing'],
      sets: { decidedAt: now, closedAt: now },
    },
  ],
});
