import { defineEntity } from '@entente/kit';

/** Days are in UTC: one on which the alert begins or ends is a day on which it is in effect. */
const affected = {
  reads: ['placeCodes', 'effectiveFrom', 'effectiveTo'],
  match: `p.key -> 'placeCodes' ?| array[t.from_pcode, t.to_pcode]
    and t.day >= ((p.key ->> 'effectiveFrom')::timestamptz at time zone 'UTC')::date
    and t.day <= ((p.key ->> 'effectiveTo')::timestamptz at time zone 'UTC')::date`,
};

export const movementRequest = defineEntity('MovementRequest', {
  relations: {
    'Place.movementRequests': 'to',
    'Place.movementSeries': 'to',
    'Alert.affectedMovements': affected,
  },
});
