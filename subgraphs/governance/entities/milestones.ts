import { defineEntity } from '@entente/kit';
import { suppressedValue } from '../suppressed.ts';
import { overlaps } from './overlaps.ts';

/** What the plan is measured by. */
export const milestones = [
  defineEntity('Milestone', {
    filters: { blockingMilestones: overlaps('blocking_milestones_id') },
    relations: {
      'Milestone.blockingMilestones': { by: 'id', column: 'blocking_milestones_id' },
      'Milestone.blocks': {
        reads: ['id'],
        match: "t.blocking_milestones_id @> array[p.key ->> 'id']",
      },
    },
  }),
  defineEntity('MilestoneVerification'),
  defineEntity('ObligationCounter'),
  defineEntity('Indicator'),
  defineEntity('IndicatorValue', {
    computed: {
      suppressed: suppressedValue,
      value: `case when not ${suppressedValue} then t.value end`,
    },
  }),
  defineEntity('Dependency'),
  defineEntity('DisplacementFigure', {
    relations: { 'Place.displacementTo': 'toPlace', 'Place.displacementFrom': 'fromPlace' },
  }),
];
