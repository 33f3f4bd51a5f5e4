import { reference as subgraph } from '../../../../subgraphs/reference/subgraph.ts';
import type { WrittenDomain } from '../written-domain.ts';

const crossings = ['NORTHGATE', 'SOUTHGATE'];
const cargoClasses = ['FUEL', 'HUMANITARIAN'];

export const statements: WrittenDomain = {
  subgraph,
  facts: {
    crossing: crossings.map((code) => ({
      ...{ code, name: { en: code }, names: [code], source_id: null, adm2_pcode: 'XT0101' },
      ...{ approx_point: { type: 'Point', coordinates: [0.1, 0.02] }, uncertainty_km: 1 },
      ...{ directions: ['INBOUND'], cargo_classes: cargoClasses },
    })),
  },
  inputs: {
    CrossingStatusInput: ({ pick, text }) => ({
      crossing: pick(crossings),
      direction: 'INBOUND',
      cargoClass: pick(cargoClasses),
      reason: text(),
    }),
  },
  values: {
    direction: ({ chance }) => (chance(90) ? 'INBOUND' : 'OUTBOUND'),
    cargoClass: ({ pick }) => pick(cargoClasses),
    validUntil: () => new Date(Date.now() + 3_600_000).toISOString(),
  },
  keys: { Crossing: crossings, Place: ['XT0101'], Source: ['s1'] },
};
