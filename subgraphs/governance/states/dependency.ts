import { defineStates } from '@entente/kit';

/** A gate that was waived stays waived: a new one takes a new record. */
export const dependencyStates = defineStates('Dependency', {
  initial: ['CLOSED'],
  transitions: [
    { from: ['CLOSED'], to: 'OPEN', by: ['reporter', 'verifier'], who: 'owner' },
    {
      from: ['CLOSED'],
      to: 'WAIVED',
      by: ['reporter'],
      who: 'owner',
      requires: ['decision'],
      reason: 'required',
    },
    {
      from: ['OPEN'],
      to: 'CLOSED',
      by: ['reporter', 'verifier'],
      who: 'owner',
      reason: 'required',
    },
  ],
});
