import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { type Clock, clockOf } from './clock.ts';
import { drawEvent } from './event-codes.ts';
import type { Incident } from './incidents.ts';

const reporterKinds = {
  MONITORING_TEAM: 35,
  HUMANITARIAN_ORGANISATION: 20,
  PARTNER_STATE: 15,
  MEDIA: 10,
  CIVIL_SOCIETY: 10,
  LOCAL_AUTHORITY: 5,
  PARTY_TO_THE_ACCORD: 5,
} as const;

/** Share of the reports beyond every incident's first that belong to an incident. */
const linked = 0.7;

/** One report opens each incident; the others repeat, add to one, or come to nothing. */
export function* incidentReportRows(world: World, incidents: readonly Incident[]): Generator<Row> {
  const random = world.random('incident reports');
  const clock = clockOf(world);
  for (let n = 0; n < world.count('incident-report'); n++) {
    const first = n < incidents.length;
    const belongs = first || random.chance(linked);
    const index = first ? n : random.int(0, incidents.length - 1);
    const incident = belongs ? incidents[index] : undefined;
    const about = incident ?? loose(world, random, clock);
    const receivedAt = first
      ? Math.max(0, about.openedAt - random.int(5, 50))
      : Math.min(about.openedAt + random.int(10, 2_880), clock.end);
    const handledAt = Math.min(receivedAt + random.int(5, 600), clock.end);
    const state = incident
      ? 'LINKED'
      : random.weighted({ RECEIVED: 25, TRIAGED: 25, REJECTED: 50 });
    const changedAt = clock.instant(state === 'RECEIVED' ? receivedAt : handledAt);
    const repeats = incident !== undefined && !first && random.chance(0.45);
    const record = world.record('incident-report', n);
    const reporterKind = random.weighted(reporterKinds);
    const own = reporterKind === 'MONITORING_TEAM' || reporterKind === 'PARTNER_STATE';
    yield {
      ...world.recordFields(record, clock.instant(receivedAt), {
        asOf: changedAt,
        revision: state === 'RECEIVED' ? 1 : 2,
      }),
      type: about.type,
      sub_type: about.subType,
      reporter_code: own || random.chance(0.5) ? record.owner : null,
      reporter_kind: reporterKind,
      summary: null,
      occurred_on: world.day(about.day),
      day_precision: Number(random.weighted({ '1': 80, '2': 15, '3': 5 })),
      received_at: clock.instant(receivedAt),
      place_pcode: about.pcode,
      geo_precision: Number(random.weighted({ '1': 30, '2': 50, '3': 20 })),
      crossing_code: about.crossing,
      state,
      state_changed_at: changedAt,
      rejection_reason: state === 'REJECTED' ? 'Exercise: cannot be placed or dated.' : null,
      incident_id: incident?.id ?? null,
      duplicate_of_id: repeats ? world.record('incident-report', index).id : null,
    };
  }
}

type About = Pick<Incident, 'type' | 'subType' | 'day' | 'pcode' | 'crossing' | 'openedAt'>;

/** What a report is about that belongs to no incident. */
function loose(world: World, random: ReturnType<World['random']>, { end }: Clock): About {
  const day = random.int(0, world.days - 1);
  return {
    ...drawEvent(random),
    day,
    pcode: random.pick(world.places).pcode,
    crossing: null,
    openedAt: Math.min(day * 1_440 + random.int(60, 1_440), end),
  };
}
