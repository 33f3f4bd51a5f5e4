import { defineEntity } from '@entente/kit';

/** Days are in UTC: one on which the alert begins or ends is a day on which it is in effect. */
const affected = {
  reads: ['placeCodes', 'effectiveFrom', 'effectiveTo'],
  match: `p.key -> 'placeCodes' ?| array[t.from_pcode, t.to_pcode]
    and t.day >= ((p.key ->> 'effectiveFrom')::timestamptz at time zone 'UTC')::date
    and t.day <= ((p.key ->> 'effectiveTo')::timestamptz at time zone 'UTC')::date`,
};

/**
 * Who moves where, and when, must not be known before it has happened: until 24 hours after it was
 * decided or done, or, while nobody has said how it ended, after the end of its day (UTC).
 */
const embargo = {
  until: `case when state in ('REQUESTED', 'APPROVED')
    then (day + 1)::timestamp at time zone 'UTC' else state_changed_at end + interval '24 hours'`,
  exceptFor: ['approver_code'],
};

export const movementRequest = defineEntity('MovementRequest', {
  embargo,
  relations: {
    'Place.movementRequests': 'to',
    'Place.movementSeries': 'to',
    'Alert.affectedMovements': affected,
  },
});
