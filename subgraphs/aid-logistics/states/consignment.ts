import { defineStates, now, type Taken } from '@entente/kit';

/** States before the goods are on the inner side of the crossing. */
const beforeOffloaded = [
  ...['DRAFT', 'SUBMITTED', 'ON_HOLD', 'REJECTED'],
  ...['CLEARED', 'MANIFESTED', 'IN_TRANSIT', 'AT_CROSSING'],
];

/** States in which the journey has ended and the account is open. */
const ended = ['DELIVERED', 'PARTLY_DELIVERED', 'INTERCEPTED', 'LOST', 'RETURNED'];

const owner = { by: ['reporter'], who: 'owner' } as const;
/** Whoever receives the goods knows first, and is the other side of the account. */
const receiving = {
  by: ['reporter', 'verifier'],
  who: ['owner', { partyField: 'consignee' }],
} as const;

/** A stop that takes a reason, which the record shows while it lasts. */
const stopped = {
  ...owner,
  reason: 'required',
  sets: ({ reason }: Taken) => ({ stateReason: reason }),
} as const;

const outcome = (to: string) => ({
  from: ['COLLECTED'],
  to,
  ...receiving,
  sets: { outcome: to, outcomeAt: now },
});

/** The way of a consignment: the owner states it, from the crossing on with the consignee. */
export const consignmentStates = defineStates('Consignment', {
  initial: ['SUBMITTED', 'DRAFT'],
  transitions: [
    { from: ['DRAFT'], to: 'SUBMITTED', requires: ['destination'], ...owner },
    { from: ['SUBMITTED'], to: 'ON_HOLD', ...stopped },
    { from: ['SUBMITTED', 'ON_HOLD'], to: 'REJECTED', ...stopped },
    { from: ['SUBMITTED', 'ON_HOLD'], to: 'CLEARED', sets: { stateReason: null }, ...owner },
    // Cleared after all: the reason, which the history keeps, says what has changed.
    {
      from: ['REJECTED'],
      to: 'CLEARED',
      reason: 'required',
      sets: { stateReason: null },
      ...owner,
    },
    { from: ['CLEARED'], to: 'MANIFESTED', requires: ['crossing', 'pallets'], ...owner },
    { from: ['MANIFESTED'], to: 'IN_TRANSIT', ...owner },
    { from: ['IN_TRANSIT'], to: 'AT_CROSSING', ...owner },
    { from: ['AT_CROSSING'], to: 'OFFLOADED', ...owner },
    { from: beforeOffloaded, to: 'CANCELLED', ...stopped },
    { from: ['OFFLOADED'], to: 'COLLECTED', ...receiving },
    outcome('DELIVERED'),
    { ...outcome('PARTLY_DELIVERED'), requires: ['deliveredWeightTonnes'] },
    { ...outcome('INTERCEPTED'), requires: ['interceptedHow'] },
    { ...outcome('LOST'), reason: 'required' },
    outcome('RETURNED'),
    { from: ended, to: 'RECONCILED', requires: ['deliveredWeightTonnes'], ...receiving },
  ],
});
