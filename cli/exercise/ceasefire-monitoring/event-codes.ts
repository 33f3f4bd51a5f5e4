import type { Random } from '../random.ts';

/** Types and sub-types of incidents with their weights in an exercise. */
const events = {
  BATTLES: [
    22,
    { ARMED_CLASH: 90, GOVERNMENT_REGAINS_TERRITORY: 5, NON_STATE_ACTOR_OVERTAKES_TERRITORY: 5 },
  ],
  EXPLOSIONS_REMOTE_VIOLENCE: [
    24,
    {
      SHELLING_ARTILLERY_MISSILE_ATTACK: 40,
      AIR_DRONE_STRIKE: 35,
      REMOTE_EXPLOSIVE_LANDMINE_IED: 18,
      GRENADE: 7,
    },
  ],
  VIOLENCE_AGAINST_CIVILIANS: [10, { ATTACK: 80, ABDUCTION_FORCED_DISAPPEARANCE: 20 }],
  PROTESTS: [
    9,
    { PEACEFUL_PROTEST: 80, PROTEST_WITH_INTERVENTION: 15, EXCESSIVE_FORCE_AGAINST_PROTESTERS: 5 },
  ],
  RIOTS: [5, { VIOLENT_DEMONSTRATION: 50, MOB_VIOLENCE: 50 }],
  STRATEGIC_DEVELOPMENTS: [
    8,
    {
      LOOTING_PROPERTY_DESTRUCTION: 40,
      DISRUPTED_WEAPONS_USE: 20,
      ARRESTS: 15,
      CHANGE_TO_GROUP_ACTIVITY: 10,
      AGREEMENT: 5,
      NON_VIOLENT_TRANSFER_OF_TERRITORY: 5,
      OTHER: 5,
    },
  ],
  ACCORD_IMPLEMENTATION: [22, { AID_OBSTRUCTION: 35, CROSSING_CLOSURE: 30, LINE_CROSSING: 35 }],
} as const satisfies Readonly<Record<string, readonly [number, Readonly<Record<string, number>>]>>;

export type EventType = keyof typeof events;

export const eventTypes = Object.keys(events) as readonly EventType[];

const typeWeights = Object.fromEntries(
  Object.entries(events).map(([type, [weight]]) => [type, weight]),
) as Readonly<Record<EventType, number>>;

/** Draws what kind of event an incident is. */
export function drawEvent(random: Random): { readonly type: EventType; readonly subType: string } {
  const type = random.weighted(typeWeights);
  const subTypes: Readonly<Record<string, number>> = events[type][1];
  return { type, subType: random.weighted(subTypes) };
}
