import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { clockOf } from './clock.ts';
import type { Incident } from './incidents.ts';

export function* incidentRows(world: World, incidents: readonly Incident[]): Generator<Row> {
  const clock = clockOf(world);
  const names = new Map(world.places.map(({ pcode, name }) => [pcode, name.en]));
  for (const incident of incidents) {
    const openedAt = clock.instant(incident.openedAt);
    const changedAt = clock.instant(incident.changedAt);
    const steps = [incident.startedAt, incident.decidedAt, incident.closedAt];
    yield {
      ...world.recordFields(incident, openedAt, {
        asOf: changedAt,
        revision: 1 + steps.filter((step) => step !== null).length,
      }),
      type: incident.type,
      sub_type: incident.subType,
      summary: `Exercise: ${incident.subType.toLowerCase().replaceAll('_', ' ')} in ${names.get(incident.pcode)}.`,
      occurred_on: world.day(incident.day),
      place_pcode: incident.pcode,
      crossing_code: incident.crossing,
      commitment_id: incident.commitment?.id ?? null,
      plan_point_number: incident.commitment?.planPoint ?? null,
      civilian_harm_band: incident.harmBand,
      state: incident.state,
      state_changed_at: changedAt,
      standing: incident.standing,
      opened_at: openedAt,
      verification_started_at: clock.optional(incident.startedAt),
      decided_at: clock.optional(incident.decidedAt),
      closed_at: clock.optional(incident.closedAt),
      duplicate_of_id: incident.duplicateOf,
    };
  }
}
