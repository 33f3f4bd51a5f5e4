import { defineEntity } from '@entente/kit';
import { holdsOn } from './holds-on.ts';
import { overlaps } from './overlaps.ts';

/** Decisions, the conflicts that partners see between them, and positions on them. */
export const decisions = [
  defineEntity('Decision', {
    filters: { onDate: holdsOn('effective_from', 'effective_to') },
    relations: { 'DecisionConflict.decisions': { by: 'id', column: 'decisions_id' } },
  }),
  defineEntity('DecisionConflict', {
    filters: { decisions: overlaps('decisions_id') },
    relations: {
      'Decision.conflicts': { reads: ['id'], match: "t.decisions_id @> array[p.key ->> 'id']" },
    },
  }),
  defineEntity('Position', { relations: { 'Partner.positions': 'partner' } }),
];
