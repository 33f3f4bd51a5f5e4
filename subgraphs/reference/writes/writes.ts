import { defineWrites } from '@entente/kit';
import { checkCrossingStatus } from './check-crossing-status.ts';
import { endOfValidity } from './validity.ts';

const roles = ['reporter'];

/**
 * What partners write here: their statements about crossings. All else is reference data, kept by
 * the hub and public.
 */
export const writes = [
  defineWrites('CrossingStatus', {
    create: {
      field: 'reportCrossingStatus',
      roles,
      bulk: 'reportCrossingStatuses',
      defaults: ({ observedAt }, { at }) => ({
        validUntil: endOfValidity(typeof observedAt === 'string' ? observedAt : at),
      }),
    },
    correct: { field: 'correctCrossingStatus', roles },
    withdraw: { field: 'withdrawCrossingStatus', roles },
    check: checkCrossingStatus,
  }),
];
