import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { clockOf } from './clock.ts';
import type { Commitment } from './commitments.ts';
import { drawEvent, type EventType } from './event-codes.ts';
import { drawProgress, type Progress } from './progress.ts';

/** What an exercise knows of an incident; everything else of the domain follows from it. */
export interface Incident extends Progress {
  readonly id: string;
  readonly owner: string;
  readonly type: EventType;
  readonly subType: string;
  /** Number of the day on which it occurred. */
  readonly day: number;
  readonly pcode: string;
  readonly crossing: string | null;
  readonly commitment: Commitment | null;
  readonly harmBand: string;
  readonly duplicateOf: string | null;
}

type Event = Pick<Incident, 'type' | 'subType' | 'day' | 'pcode' | 'crossing'>;

/** Share of incidents that repeat an earlier one. */
const repeats = 0.06;
/** Share of incidents without their own place at a crossing that happen near one. */
const nearCrossing = 0.22;
/** Share of closures that follow an incident near the same crossing within three days. */
const closuresThatFollow = 0.5;

export function drawIncidents(world: World, commitments: readonly Commitment[]): Incident[] {
  const random = world.random('incidents');
  const { end } = clockOf(world);
  const incidents: Incident[] = [];
  let near: Incident | undefined;
  for (let n = 0; n < world.count('incident'); n++) {
    const original = n > 0 && random.chance(repeats) ? random.pick(incidents) : undefined;
    const repeated = original?.duplicateOf === null ? original : undefined;
    const event = repeated ?? drawNewEvent(world, random, near);
    const progress = drawProgress(random, event.day, end, repeated !== undefined);
    const fitting = commitments.filter(({ subTypes }) => subTypes.includes(event.subType));
    const incident: Incident = {
      ...world.record('incident', n),
      type: event.type,
      subType: event.subType,
      day: event.day,
      pcode: event.pcode,
      crossing: event.crossing,
      commitment: fitting.length > 0 && random.chance(0.8) ? random.pick(fitting) : null,
      harmBand: drawHarmBand(random, event.type),
      duplicateOf: progress.standing === 'DUPLICATE' && repeated ? repeated.id : null,
      ...progress,
    };
    incidents.push(incident);
    if (incident.crossing !== null && incident.subType !== 'CROSSING_CLOSURE') near = incident;
  }
  return incidents;
}

function drawNewEvent(world: World, random: Random, near: Incident | undefined): Event {
  const { type, subType } = drawEvent(random);
  const day = random.int(0, world.days - 1);
  const closure = subType === 'CROSSING_CLOSURE';
  if (closure && near?.crossing != null && random.chance(closuresThatFollow)) {
    const later = Math.min(near.day + random.int(1, 3), world.days - 1);
    return { type, subType, day: later, pcode: near.pcode, crossing: near.crossing };
  }
  if (closure || random.chance(nearCrossing)) {
    const { code, pcode } = random.pick(world.crossings);
    return { type, subType, day, pcode, crossing: code };
  }
  return { type, subType, day, pcode: random.pick(world.places).pcode, crossing: null };
}

function drawHarmBand(random: Random, type: EventType): string {
  switch (type) {
    case 'BATTLES':
    case 'EXPLOSIONS_REMOTE_VIOLENCE':
    case 'VIOLENCE_AGAINST_CIVILIANS':
      return random.weighted({ NONE: 40, B1_9: 30, B10_49: 8, B50_PLUS: 1, UNKNOWN: 21 });
    case 'PROTESTS':
    case 'RIOTS':
      return random.weighted({ NONE: 75, B1_9: 12, UNKNOWN: 13 });
    case 'STRATEGIC_DEVELOPMENTS':
    case 'ACCORD_IMPLEMENTATION':
      return random.weighted({ NONE: 92, UNKNOWN: 8 });
  }
}
