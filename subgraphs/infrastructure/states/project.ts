import { defineStates } from '@entente/kit';

/** A project goes through its gates in this order; none is skipped. */
export const projectStates = defineStates('Project', {
  initial: ['PROPOSED'],
  transitions: [
    { from: ['PROPOSED'], to: 'ASSESSED', by: ['reporter', 'verifier'], who: 'owner' },
    { from: ['ASSESSED'], to: 'FUNDED', by: ['reporter'], who: 'owner', requires: ['budget'] },
    { from: ['FUNDED'], to: 'APPROVED', by: ['reporter'], who: 'owner' },
    { from: ['APPROVED', 'SUSPENDED'], to: 'IN_PROGRESS', by: ['reporter'], who: 'owner' },
    {
      from: ['IN_PROGRESS'],
      to: 'SUSPENDED',
      by: ['reporter'],
      who: 'owner',
      reason: 'required',
    },
    { from: ['IN_PROGRESS'], to: 'COMPLETED', by: ['reporter'], who: 'owner' },
    { from: ['COMPLETED'], to: 'HANDED_OVER', by: ['reporter'], who: 'owner' },
    {
      from: ['PROPOSED', 'ASSESSED', 'FUNDED', 'APPROVED', 'IN_PROGRESS', 'SUSPENDED'],
      to: 'CANCELLED',
      by: ['reporter'],
      who: 'owner',
      reason: 'required',
    },
  ],
});
