import { defineStates } from '@entente/kit';

/** The partner that assesses alone says that it is verified. */
const assessor = { partyField: 'assessor' } as const;

export const reformBenchmarkStates = defineStates('ReformBenchmark', {
  initial: ['NOT_STARTED'],
  transitions: [
    { from: ['NOT_STARTED'], to: 'IN_PROGRESS', by: ['reporter'], who: 'owner' },
    { from: ['IN_PROGRESS'], to: 'REPORTED_MET', by: ['reporter'], who: 'owner' },
    {
      from: ['REPORTED_MET', 'DISPUTED'],
      to: 'VERIFIED',
      by: ['verifier'],
      who: assessor,
      requires: ['assessedOn'],
    },
    {
      from: ['REPORTED_MET', 'VERIFIED'],
      to: 'DISPUTED',
      by: ['verifier'],
      who: assessor,
      reason: 'required',
    },
    {
      from: ['DISPUTED'],
      to: 'IN_PROGRESS',
      by: ['reporter'],
      who: 'owner',
      reason: 'required',
    },
  ],
});
