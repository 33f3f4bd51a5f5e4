/** For all partners that coordinate, report and plan: the marking of the day's records. */
export const forPartners = {
  policyId: 'EXERCISE-1',
  classification: 'RESTRICTED_SHARING',
  sensitivity: 'LOW',
  tlp: 'GREEN',
  releasableTo: ['PARTNERS'],
  purposes: ['COORDINATION', 'REPORTING', 'PLANNING'],
} as const;
