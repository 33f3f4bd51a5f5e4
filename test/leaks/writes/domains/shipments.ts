import { shipments as subgraph } from '../../../support/shipments.ts';
import type { WrittenDomain } from '../written-domain.ts';

export const shipments: WrittenDomain = {
  subgraph,
  values: {
    state: ({ pick, chance }) => (chance(90) ? pick(['DRAFT', 'SENT']) : 'LOST'),
    unit: () => 'KGM',
  },
  keys: { Place: ['P1', 'P2'], Source: ['s1'] },
  references: { ids: 'Shipment' },
};
