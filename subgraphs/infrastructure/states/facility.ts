import { defineStates } from '@entente/kit';

const functions = ['FULL', 'PARTIAL', 'NONE', 'UNKNOWN'];

/**
 * How a facility works goes any way, and the same again confirms it. A report runs out by itself:
 * readers see UNKNOWN then.
 */
export const facilityStates = defineStates('Facility', {
  field: 'function',
  initial: functions,
  transitions: functions.map((to) => ({
    from: functions,
    to,
    by: ['reporter'],
    who: 'owner' as const,
  })),
  lapses: ['FULL', 'PARTIAL', 'NONE'].map((from) => ({ from, to: 'UNKNOWN', at: 'validUntil' })),
});
