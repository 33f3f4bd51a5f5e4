import { publicRecord, sourceIds } from './public-record.ts';

const adoptedOn = '2025-11-17';

/** Resolution 2803 (2025) of the Security Council, adopted with 13 votes, none against, 2 abstaining. */
const resolution = {
  instrument: 'S/RES/2803 (2025)',
  constraints: [],
  adopted_on: adoptedOn,
  votes_for: 13,
  votes_against: 0,
  abstentions: 2,
  expires_on: '2027-12-31',
  reporting_cycle_months: 6,
  reports_to: 'Security Council',
  reports_counted_from: adoptedOn,
  renews_id: null,
};

function mandate(body: string, scope: string) {
  return {
    ...publicRecord('mandate', `s-res-2803-${body}`, sourceIds.resolution, adoptedOn),
    ...resolution,
    body_id: `HUB:body:${body}`,
    scope,
  };
}

/** The public mandates of real mode. */
export const mandates = [
  mandate('BOP', 'The Board and civil presences under it.'),
  mandate('ISF', 'A temporary international force under the Board.'),
];
