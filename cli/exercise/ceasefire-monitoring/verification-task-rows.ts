import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { clockOf } from './clock.ts';
import type { Incident } from './incidents.ts';

const methods = {
  FIELD_VISIT: 35,
  IMAGERY_REVIEW: 20,
  OPEN_SOURCE_REVIEW: 15,
  STATEMENT_REVIEW: 15,
  DOCUMENT_REVIEW: 10,
  JOINT_REVIEW: 5,
} as const;
const teamRoles = {
  MONITORING_TEAM: 50,
  TECHNICAL_EXPERTS: 20,
  LIAISON_CELL: 12,
  JOINT_COMMISSION: 10,
  HUMANITARIAN_PARTNER: 8,
} as const;

/**
 * Tasks for incidents under verification or past it. The table never says EXPIRED: a task that
 * nobody does stays ASSIGNED and expires when read.
 */
export function* verificationTaskRows(
  world: World,
  incidents: readonly Incident[],
): Generator<Row> {
  const random = world.random('verification tasks');
  const clock = clockOf(world);
  const looked = incidents.flatMap((incident) =>
    incident.startedAt === null ? [] : [{ ...incident, startedAt: incident.startedAt }],
  );
  for (let n = 0; n < world.count('verification-task'); n++) {
    const incident = random.pick(looked);
    const assignedAt = Math.min(incident.startedAt + random.int(0, 600), clock.end);
    const dueAt = assignedAt + random.int(1_440, 7_200);
    const expiresAt = dueAt + random.int(1_440, 20_160);
    // Work is mostly done in time, sometimes late, sometimes never.
    const doneAt = assignedAt + random.int(240, 8_000);
    const done = doneAt <= Math.min(clock.end, expiresAt) && random.chance(0.85);
    yield {
      ...world.recordFields(world.record('verification-task', n), clock.instant(assignedAt), {
        asOf: clock.instant(done ? doneAt : assignedAt),
        revision: done ? 2 : 1,
      }),
      incident_id: incident.id,
      method: random.weighted(methods),
      team_role: random.weighted(teamRoles),
      assigned_at: clock.instant(assignedAt),
      due_at: clock.instant(dueAt),
      expires_at: clock.instant(expiresAt),
      state: done ? 'DONE' : 'ASSIGNED',
      state_changed_at: clock.instant(done ? doneAt : assignedAt),
      done_at: done ? clock.instant(doneAt) : null,
    };
  }
}
