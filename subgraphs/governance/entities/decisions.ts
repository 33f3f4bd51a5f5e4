import { defineEntity } from '@entente/kit';
import { holdsOn } from './holds-on.ts';

/** Decisions, the conflicts that partners see between them, and positions on them. */
export const decisions = [
  defineEntity('Decision', { filters: { onDate: holdsOn('effective_from', 'effective_to') } }),
  defineEntity('DecisionConflict'),
  defineEntity('Position', { relations: { 'Partner.positions': 'partner' } }),
];
