import { defineEntity } from '@entente/kit';
import { holdsOn } from './holds-on.ts';

/** Zone schemes, zones and their conversions. */
export const zones = [
  defineEntity('ZoneScheme'),
  defineEntity('Zone', {
    computed: { placeCodes: 't.places_pcode' },
    filters: { onDate: holdsOn('effective_from', 'effective_to') },
  }),
  defineEntity('ZoneTransition', { relations: { 'Zone.transitions': 'zone' } }),
  defineEntity('TransitionEndorsement'),
];
