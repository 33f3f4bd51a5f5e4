import { defineStates } from '@entente/kit';

export const pledgeStates = defineStates('Pledge', {
  initial: ['ANNOUNCED'],
  transitions: [
    { from: ['ANNOUNCED'], to: 'CONFIRMED', by: ['reporter'], who: 'owner' },
    { from: ['CONFIRMED'], to: 'FULFILLED', by: ['reporter'], who: 'owner' },
    {
      from: ['ANNOUNCED', 'CONFIRMED'],
      to: 'WITHDRAWN',
      by: ['reporter'],
      who: 'owner',
      reason: 'required',
    },
  ],
});
