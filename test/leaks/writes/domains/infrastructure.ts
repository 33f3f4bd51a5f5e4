import { infrastructure as subgraph } from '../../../../subgraphs/infrastructure/subgraph.ts';
import { projectRow, requestRow } from '../../../subgraphs/infrastructure/rows.ts';
import { drawLabel } from '../draw-label.ts';
import { partners } from '../partners.ts';
import type { WrittenDomain } from '../written-domain.ts';

/** Requests that were decided on, and how far they came. */
const decided = [
  { state: 'CLEARED', quantity_cleared: 100 },
  { state: 'ENTERED', quantity_cleared: 100, quantity_entered: 100 },
  { state: 'CONSUMED', quantity_cleared: 100, quantity_entered: 100, quantity_consumed: 90 },
];

export const works: WrittenDomain = {
  subgraph,
  // What takes many steps to come about: material that was decided on.
  rows: (draw) => {
    const projects = partners.map((owner) => draw.newId(owner, 'Project'));
    return {
      project: projects.map((id) =>
        projectRow(id, { title: { en: draw.text() }, ...drawLabel(draw) }),
      ),
      material_request: partners.flatMap((owner, place) =>
        decided.map((state) =>
          requestRow(draw.newId(owner, 'MaterialRequest'), {
            project_id: projects[place],
            item: draw.text(),
            ...state,
            ...drawLabel(draw),
          }),
        ),
      ),
    };
  },
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
