import { infrastructure } from '../../../subgraphs/infrastructure/subgraph.ts';
import type { ProvedSubgraph } from './prove-machines.ts';

export const infrastructureMachines: ProvedSubgraph = [
  infrastructure,
  {
    Facility: { row: () => ({ name: { en: 'x' } }) },
    Project: { row: () => ({ title: { en: 'x' }, currency: 'EUR', ends_on: '2027-01-01' }) },
    MaterialRequest: {
      row: (state) => ({
        quantity: 10,
        quantity_cleared: ['SUBMITTED', 'DENIED'].includes(state) ? null : 8,
        quantity_entered: ['ENTERED', 'CONSUMED', 'AUDITED'].includes(state) ? 6 : null,
        quantity_consumed: ['CONSUMED', 'AUDITED'].includes(state) ? 4 : null,
        quantity_audited: state === 'AUDITED' ? 4 : null,
      }),
      values: (_from, to) => (to === 'CLEARED' ? { quantityCleared: 8 } : {}),
    },
    HazardSurvey: {
      row: () => ({ site: 'x', area_hectares: 2, released_hectares: 2 }),
    },
  },
];
