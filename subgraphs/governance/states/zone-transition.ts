import { defineStates } from '@entente/kit';

/** Along a path of the scheme, which is looked at when the conversion is proposed. */
export const zoneTransitionStates = defineStates('ZoneTransition', {
  initial: ['PROPOSED'],
  transitions: [
    { from: ['PROPOSED'], to: 'CRITERIA_MET', by: ['reporter', 'verifier'], who: 'owner' },
    { from: ['CRITERIA_MET'], to: 'ENDORSED', by: ['reporter'], who: 'owner' },
    {
      from: ['ENDORSED'],
      to: 'IN_EFFECT',
      by: ['reporter'],
      who: 'owner',
      requires: ['inEffectFrom'],
    },
    {
      from: ['IN_EFFECT'],
      to: 'REVERTED',
      by: ['reporter'],
      who: 'owner',
      requires: ['revertedOn', 'revertedReason'],
    },
  ],
});
