import { defineStates } from '@entente/kit';

/** Whoever is named to decide, decides; the project's partner says what came of it. */
const decider = { partyField: 'decider', orOwner: true } as const;

export const materialRequestStates = defineStates('MaterialRequest', {
  initial: ['SUBMITTED'],
  transitions: [
    {
      from: ['SUBMITTED'],
      to: 'CLEARED',
      by: ['reporter', 'verifier'],
      who: decider,
      requires: ['quantityCleared'],
    },
    {
      from: ['SUBMITTED'],
      to: 'DENIED',
      by: ['reporter', 'verifier'],
      who: decider,
      requires: ['decisionReason'],
      sets: { quantityCleared: 0 },
    },
    {
      from: ['CLEARED'],
      to: 'ENTERED',
      by: ['reporter'],
      who: 'owner',
      requires: ['quantityEntered'],
    },
    {
      from: ['ENTERED'],
      to: 'CONSUMED',
      by: ['reporter'],
      who: 'owner',
      requires: ['quantityConsumed'],
    },
    // An audit is no report on one's own work: it takes a verifier.
    {
      from: ['CONSUMED'],
      to: 'AUDITED',
      by: ['verifier'],
      who: 'owner',
      requires: ['quantityAudited'],
    },
  ],
});
