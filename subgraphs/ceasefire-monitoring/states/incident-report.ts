import { defineStates } from '@entente/kit';

/** A report is worked on by whoever filed it: its owner links it, also to another's incident. */
export const incidentReportStates = defineStates('IncidentReport', {
  initial: ['RECEIVED'],
  transitions: [
    { from: ['RECEIVED'], to: 'TRIAGED', by: ['reporter', 'verifier'], who: 'owner' },
    {
      from: ['TRIAGED'],
      to: 'LINKED',
      by: ['reporter', 'verifier'],
      who: 'owner',
      requires: ['incident'],
    },
    {
      from: ['TRIAGED'],
      to: 'REJECTED',
      by: ['reporter', 'verifier'],
      who: 'owner',
      requires: ['rejectionReason'],
    },
    // Taken apart: what was merged is not lost, it is in the revisions.
    {
      from: ['LINKED'],
      to: 'TRIAGED',
      by: ['reporter', 'verifier'],
      who: 'owner',
      reason: 'required',
      sets: { incident: null, duplicateOf: null },
    },
  ],
});
