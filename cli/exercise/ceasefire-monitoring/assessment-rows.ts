import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { clockOf } from './clock.ts';
import { parties } from './commitments.ts';
import type { Incident } from './incidents.ts';

/** How partners judge an incident of each standing. */
const findings = {
  ALLEGED: { VIOLATION: 40, INCONCLUSIVE: 45, NO_VIOLATION: 15 },
  VERIFIED: { VIOLATION: 88, INCONCLUSIVE: 8, NO_VIOLATION: 4 },
  DISPUTED: { VIOLATION: 50, INCONCLUSIVE: 10, NO_VIOLATION: 40 },
  UNSUBSTANTIATED: { VIOLATION: 10, INCONCLUSIVE: 60, NO_VIOLATION: 30 },
  DUPLICATE: { VIOLATION: 30, INCONCLUSIVE: 50, NO_VIOLATION: 20 },
} as const;

/** Assessments by partners that are not asked to agree; each judges an incident once. */
export function* assessmentRows(world: World, incidents: readonly Incident[]): Generator<Row> {
  const random = world.random('assessments');
  const clock = clockOf(world);
  const judged = new Set<string>();
  for (let n = 0; n < world.count('assessment'); n++) {
    const record = world.record('assessment', n);
    let at = random.int(0, incidents.length - 1);
    while (judged.has(`${record.owner} ${at}`)) at = (at + 1) % incidents.length;
    judged.add(`${record.owner} ${at}`);
    const incident = incidents[at];
    if (incident === undefined) continue;
    const standing = incident.standing as keyof typeof findings;
    const finding = random.weighted<string>(findings[standing]);
    const madeAt = clock.instant(Math.min(incident.openedAt + random.int(60, 20_160), clock.end));
    const fault = Number(random.chance(0.35));
    yield {
      ...world.recordFields(record, madeAt),
      incident_id: incident.id,
      by_partner_code: record.owner,
      finding,
      attributed_to: finding === 'VIOLATION' && random.chance(0.7) ? parties[fault] : null,
      confidence: random.weighted({ LOW: 25, MODERATE: 50, HIGH: 25 }),
      rationale: null,
      made_at: madeAt,
    };
  }
}
