import type { Row } from '@entente/kit';
import type { World } from '../world.ts';

/** The fictional parties to the fictional accord. */
export const parties = ['Coastal Council', 'Highland Administration'] as const;

/** What each party undertook: clause, measure, plan point, and the sub-types that touch it. */
const measures = [
  ['1(a)', 'Holds fire along the agreed line.', 3, ['ARMED_CLASH', 'GRENADE']],
  [
    '1(b)',
    'Uses no artillery, rockets or aircraft.',
    3,
    ['SHELLING_ARTILLERY_MISSILE_ATTACK', 'AIR_DRONE_STRIKE'],
  ],
  [
    '1(c)',
    'Lays no mines and marks those it knows of.',
    3,
    ['REMOTE_EXPLOSIVE_LANDMINE_IED', 'DISRUPTED_WEAPONS_USE'],
  ],
  ['2(a)', 'Does not attack civilians.', 3, ['ATTACK', 'ABDUCTION_FORCED_DISAPPEARANCE']],
  [
    '2(b)',
    'Lets people assemble in peace.',
    12,
    ['PROTEST_WITH_INTERVENTION', 'EXCESSIVE_FORCE_AGAINST_PROTESTERS'],
  ],
  [
    '2(c)',
    'Protects homes and public buildings.',
    12,
    ['LOOTING_PROPERTY_DESTRUCTION', 'MOB_VIOLENCE'],
  ],
  ['3(a)', 'Stays behind the agreed line.', 16, ['LINE_CROSSING']],
  [
    '3(b)',
    'Takes no territory.',
    16,
    ['GOVERNMENT_REGAINS_TERRITORY', 'NON_STATE_ACTOR_OVERTAKES_TERRITORY'],
  ],
  ['3(c)', 'Announces withdrawals to the commission.', 16, ['NON_VIOLENT_TRANSFER_OF_TERRITORY']],
  ['4(a)', 'Lets relief pass without delay.', 7, ['AID_OBSTRUCTION']],
  ['4(b)', 'Keeps the agreed crossings open.', 8, ['CROSSING_CLOSURE']],
  ['4(c)', 'Opens its records of detention to the commission.', 5, ['ARRESTS']],
] as const satisfies readonly (readonly [string, string, number, readonly string[]])[];

export interface Commitment {
  readonly id: string;
  readonly planPoint: number;
  readonly subTypes: readonly string[];
  readonly row: Row;
}

/** Every measure once for each party, as far as the exercise's number of commitments goes. */
export function drawCommitments(world: World): readonly Commitment[] {
  const all = parties.flatMap((party) => measures.map((measure) => ({ party, measure })));
  return all.slice(0, world.count('commitment')).map(({ party, measure }, n) => {
    const [clause, text, planPoint, subTypes] = measure;
    const record = world.record('commitment', n);
    const row = {
      ...world.recordFields(record, world.instant(0, 0)),
      instrument: 'Tessara accord (exercise)',
      clause,
      obligated_party: party,
      measure: text,
      plan_point_number: planPoint,
      effective_from: world.start,
      effective_to: null,
    };
    return { id: record.id, planPoint, subTypes, row };
  });
}
