import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import type { ProvedSubgraph } from './prove-machines.ts';

const outcomes = ['DELIVERED', 'PARTLY_DELIVERED', 'INTERCEPTED', 'LOST', 'RETURNED'];

export const aidLogisticsMachines: ProvedSubgraph = [
  aidLogistics,
  {
    Consignment: {
      row: (state) => {
        const outcome =
          state === 'RECONCILED' ? 'DELIVERED' : outcomes.find((one) => one === state);
        return {
          destination_pcode: 'PS0255',
          crossing_code: 'ZIKIM',
          pallets: 3,
          outcome: outcome ?? null,
          outcome_at: outcome === undefined ? null : '2026-01-01T00:00:00Z',
        };
      },
    },
    MovementRequest: { row: () => ({ day: '2026-01-01' }) },
  },
];
