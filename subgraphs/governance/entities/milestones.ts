import { defineEntity } from '@entente/kit';

/** What the plan is measured by. */
export const milestones = [
  defineEntity('Milestone'),
  defineEntity('MilestoneVerification'),
  defineEntity('ObligationCounter'),
  defineEntity('Indicator'),
  defineEntity('IndicatorValue'),
  defineEntity('Dependency'),
  defineEntity('DisplacementFigure', {
    relations: { 'Place.displacementTo': 'toPlace', 'Place.displacementFrom': 'fromPlace' },
  }),
];
