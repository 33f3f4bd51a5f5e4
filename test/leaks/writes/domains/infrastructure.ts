import { infrastructure as subgraph } from '../../../../subgraphs/infrastructure/subgraph.ts';
import type { WrittenDomain } from '../written-domain.ts';

export const works: WrittenDomain = {
  subgraph,
  inputs: {
    ProjectInput: ({ text }) => ({
      title: { en: text() },
      type: 'HOSPITAL',
      currency: 'USD',
      startsOn: '2026-01-01',
      endsOn: '2027-01-01',
      waitsOn: [],
      organisations: [],
    }),
    DamageAssessmentInput: ({ day }) => ({
      structures: 100,
      destroyed: 10,
      severe: 20,
      moderate: 20,
      possible: 20,
      imageryDate: day('past'),
    }),
  },
  values: {
    approxPoint: () => ({ type: 'Point', coordinates: [34.5, 31.5] }),
    waitsOn: () => [],
    currency: () => 'USD',
    unit: () => 'KGM',
    planPoints: () => [1],
    startsOn: () => '2026-01-01',
    endsOn: () => '2027-01-01',
    crossing: () => null,
    gridHoursPerDay: () => 12,
  },
  keys: { Place: ['XT0101', 'XT0102'], Crossing: ['KS'], PlanPoint: [1], Source: ['s1'] },
};
