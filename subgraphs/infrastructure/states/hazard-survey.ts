import { defineStates } from '@entente/kit';

/** That ground is released is said by who verifies, never by who reports: people will walk on it. */
export const hazardSurveyStates = defineStates('HazardSurvey', {
  initial: ['NOT_SURVEYED', 'SUSPECTED'],
  transitions: [
    { from: ['NOT_SURVEYED'], to: 'SUSPECTED', by: ['reporter', 'verifier'], who: 'owner' },
    { from: ['SUSPECTED'], to: 'CLEARANCE', by: ['reporter', 'verifier'], who: 'owner' },
    // A survey that finds an area free releases it at once.
    { from: ['NOT_SURVEYED', 'CLEARANCE'], to: 'RELEASED', by: ['verifier'], who: 'owner' },
  ],
});
