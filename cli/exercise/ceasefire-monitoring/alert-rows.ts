import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { clockOf } from './clock.ts';
import type { Incident } from './incidents.ts';

/** Event, category, response and headline of the alerts of an exercise. */
const events = [
  ['Unexploded items reported', 'SAFETY', 'AVOID', 'Keep away from marked ground'],
  ['Shelling reported', 'SECURITY', 'SHELTER', 'Stay indoors'],
  ['Crossing closed', 'TRANSPORT', 'MONITOR', 'Postpone movements to the crossing'],
  ['Road flooded', 'MET', 'AVOID', 'Use another road'],
  ['Water not safe to drink', 'HEALTH', 'EXECUTE', 'Boil water before use'],
] as const;

interface Sent {
  readonly id: string;
  readonly sent: number;
  readonly event: number;
  readonly places: readonly string[];
}

/** Alerts over the whole exercise; the last fifth falls into its last two days. */
export function* alertRows(world: World, incidents: readonly Incident[]): Generator<Row> {
  const random = world.random('alerts');
  const clock = clockOf(world);
  const count = world.count('alert');
  // Only its owner may update or cancel an alert.
  const latest = new Map<string, Sent>();
  for (let n = 0; n < count; n++) {
    const recent = n >= count * 0.8;
    const sent = recent ? clock.end - random.int(0, 2_880) : random.int(0, clock.end);
    const record = world.record('alert', n);
    const earlier = latest.get(record.owner);
    const before = earlier && earlier.sent < sent && random.chance(0.4) ? earlier : undefined;
    const event = before?.event ?? random.int(0, events.length - 1);
    const codes = world.places.map(({ pcode }) => pcode);
    const places = before?.places ?? random.some(codes, random.int(1, 3));
    const [title, category, response, advice] = events[event] ?? events[0];
    const scope = random.weighted({ PUBLIC: 80, RESTRICTED: 20 });
    const names = world.places.filter(({ pcode }) => places.includes(pcode));
    yield {
      ...world.recordFields(record, clock.instant(sent)),
      sender: `Exercise alert centre of ${record.owner}`,
      sent: clock.instant(sent),
      status: 'EXERCISE',
      msg_type: before ? random.weighted({ UPDATE: 60, CANCEL: 40 }) : 'ALERT',
      scope,
      restriction: scope === 'RESTRICTED' ? 'Partners of the exercise' : null,
      references: before ? [before.id] : [],
      incident_id: random.chance(0.4) ? random.pick(incidents).id : null,
      categories: [category],
      event: title,
      response_types: [response],
      urgency: random.weighted({ IMMEDIATE: 30, EXPECTED: 40, FUTURE: 20, UNKNOWN: 10 }),
      severity: random.weighted({ EXTREME: 3, SEVERE: 22, MODERATE: 50, MINOR: 25 }),
      certainty: random.weighted({ OBSERVED: 40, LIKELY: 40, POSSIBLE: 20 }),
      headline: { en: `EXERCISE: ${advice}` },
      description: null,
      instruction: { en: `${advice}. This is an exercise.` },
      effective_from: clock.instant(sent),
      onset: null,
      effective_to: clock.instant(sent + random.int(360, 4_320)),
      area_desc: names.map(({ name }) => name.en).join(', '),
      places_pcode: [...places],
    };
    latest.set(record.owner, { id: record.id, sent, event, places });
  }
}
