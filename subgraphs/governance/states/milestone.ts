import { defineStates } from '@entente/kit';

/** Who reports on it: the partner named for that, and the owner. */
const reporter = ['owner', { partyField: 'reporter' }] as const;
/** Nobody verifies its own milestone: without a named verifier, it stays reported. */
const verifier = { partyField: 'verifier' } as const;

export const milestoneStates = defineStates('Milestone', {
  initial: ['NOT_STARTED'],
  transitions: [
    { from: ['NOT_STARTED'], to: 'IN_PROGRESS', by: ['reporter'], who: reporter },
    {
      from: ['IN_PROGRESS'],
      to: 'REPORTED_MET',
      by: ['reporter'],
      who: reporter,
      requires: ['reportedMetOn'],
    },
    {
      from: ['NOT_STARTED', 'IN_PROGRESS'],
      to: 'BLOCKED',
      by: ['reporter'],
      who: reporter,
      requires: ['blockedBy'],
      sets: ({ row }) => ({ blocked_in: row['state'] }),
    },
    // Back to the state before, and to no other.
    {
      from: ['BLOCKED'],
      to: 'NOT_STARTED',
      by: ['reporter'],
      who: reporter,
      when: (row) => row['blocked_in'] === 'NOT_STARTED',
      sets: { blockedBy: [] },
    },
    {
      from: ['BLOCKED'],
      to: 'IN_PROGRESS',
      by: ['reporter'],
      who: reporter,
      when: (row) => row['blocked_in'] !== 'NOT_STARTED',
      sets: { blockedBy: [] },
    },
    // By a finding, which stays with the partner that made it: no input of a report has these fields.
    {
      from: ['REPORTED_MET', 'DISPUTED'],
      to: 'VERIFIED_MET',
      by: ['verifier'],
      who: verifier,
      requires: ['verifiedMetOn', 'verifiedBy'],
      sets: { disputedBy: null },
    },
    {
      from: ['REPORTED_MET', 'VERIFIED_MET'],
      to: 'DISPUTED',
      by: ['reporter', 'verifier'],
      who: 'others',
      requires: ['disputedBy'],
      sets: { verifiedMetOn: null, verifiedBy: null },
    },
    {
      from: ['DISPUTED'],
      to: 'IN_PROGRESS',
      by: ['reporter'],
      who: reporter,
      reason: 'required',
      sets: { reportedMetOn: null, disputedBy: null },
    },
    {
      from: ['DISPUTED'],
      to: 'REPORTED_MET',
      by: ['reporter'],
      who: reporter,
      requires: ['reportedMetOn'],
      reason: 'required',
      sets: { disputedBy: null },
    },
    {
      from: ['NOT_STARTED', 'IN_PROGRESS', 'REPORTED_MET', 'BLOCKED', 'DISPUTED'],
      to: 'LAPSED',
      by: ['reporter'],
      who: 'owner',
      reason: 'required',
    },
  ],
});
