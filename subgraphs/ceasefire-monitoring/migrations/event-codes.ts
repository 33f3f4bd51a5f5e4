/** The sub-types of each type: section 3 of the domain model, ACLED's codes and the hub's three. */
export const subTypes = {
  BATTLES: ['ARMED_CLASH', 'GOVERNMENT_REGAINS_TERRITORY', 'NON_STATE_ACTOR_OVERTAKES_TERRITORY'],
  EXPLOSIONS_REMOTE_VIOLENCE: [
    'CHEMICAL_WEAPON',
    'AIR_DRONE_STRIKE',
    'SUICIDE_BOMB',
    'SHELLING_ARTILLERY_MISSILE_ATTACK',
    'REMOTE_EXPLOSIVE_LANDMINE_IED',
    'GRENADE',
  ],
  VIOLENCE_AGAINST_CIVILIANS: ['ATTACK', 'ABDUCTION_FORCED_DISAPPEARANCE'],
  PROTESTS: ['PEACEFUL_PROTEST', 'PROTEST_WITH_INTERVENTION', 'EXCESSIVE_FORCE_AGAINST_PROTESTERS'],
  RIOTS: ['VIOLENT_DEMONSTRATION', 'MOB_VIOLENCE'],
  STRATEGIC_DEVELOPMENTS: [
    'AGREEMENT',
    'ARRESTS',
    'CHANGE_TO_GROUP_ACTIVITY',
    'DISRUPTED_WEAPONS_USE',
    'LOOTING_PROPERTY_DESTRUCTION',
    'NON_VIOLENT_TRANSFER_OF_TERRITORY',
    'OTHER',
  ],
  ACCORD_IMPLEMENTATION: ['AID_OBSTRUCTION', 'CROSSING_CLOSURE', 'LINE_CROSSING'],
} as const;

const pairs = Object.entries(subTypes).map(
  ([type, values]) => `(type = '${type}' and sub_type in (${quoted(values)}))`,
);

/** The columns `type` and `sub_type`, held to each other. Frozen: released migrations contain it. */
export const eventCodeColumns = `
  type text not null,
  sub_type text not null,
  check (${pairs.join(' or ')})`;

function quoted(values: readonly string[]): string {
  return values.map((value) => `'${value}'`).join(', ');
}
