import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { bodyList, bodyNumber } from './body-list.ts';
import { numbered } from './numbered.ts';

export function bodies(world: World): Iterable<Row> {
  return numbered(world, 'body', (n, record, random) => {
    const body = bodyList[n % bodyList.length];
    const established = world.day(-random.int(30, 300));
    return {
      ...world.recordFields(record, `${established}T09:00:00.000000Z`),
      code: body?.code,
      name: body?.name,
      kind: body?.kind,
      part_of_id: body?.partOf === undefined ? null : world.record('body', body.partOf).id,
      established_on: established,
      dissolved_on: null,
      description: body?.description,
      plan_points_number: body?.planPoints,
    };
  });
}

interface ExerciseMandate {
  readonly body: number;
  readonly instrument: string;
  readonly scope: string;
  readonly constraints: readonly string[];
  /** Days from the last day of the exercise. */
  readonly adopted: number;
  readonly expires: number | null;
  readonly cycle: number | null;
  /** Number of the mandate that it follows. */
  readonly renews?: number;
}

const mandateList: readonly ExerciseMandate[] = [
  {
    body: bodyNumber.board,
    instrument: 'ACCORD/RES/1',
    scope: 'Oversight of the administration and of reconstruction.',
    constraints: ['No annexation of any district.'],
    adopted: -370,
    expires: 404,
    cycle: 6,
  },
  {
    body: bodyNumber.presence,
    instrument: 'ACCORD/RES/2',
    scope: 'Presence for the first phase.',
    constraints: ['No troops of the lead partner inside the territory.'],
    adopted: -370,
    expires: -20,
    cycle: 6,
  },
  {
    body: bodyNumber.presence,
    instrument: 'ACCORD/RES/5',
    scope: 'Presence for the second phase; training of the civil police.',
    constraints: ['No troops of the lead partner inside the territory.', 'No policing of relief.'],
    adopted: -35,
    expires: 163,
    cycle: 6,
    renews: 1,
  },
  {
    body: bodyNumber.verifiers,
    instrument: 'ACCORD/RES/3',
    scope: 'Verification of milestones and reform benchmarks.',
    constraints: [],
    adopted: -200,
    expires: 60,
    cycle: 3,
  },
  {
    body: bodyNumber.committee,
    instrument: 'AOB/DEC/4',
    scope: 'Public services in all districts, under the Board.',
    constraints: ['No elections are called or put off by it.'],
    adopted: -150,
    expires: 250,
    cycle: null,
  },
  {
    body: bodyNumber.centre,
    instrument: 'JCC/CHARTER',
    scope: 'Coordination of relief and repair; no command over any partner.',
    constraints: ['No targeting, no intelligence.'],
    adopted: -365,
    expires: null,
    cycle: null,
  },
];

export function mandates(world: World): Iterable<Row> {
  const last = world.days - 1;
  return numbered(world, 'mandate', (n, record) => {
    const mandate = mandateList[n % mandateList.length] ?? mandateList[0];
    if (mandate === undefined) throw new RangeError('No mandates.');
    const adopted = world.day(last + mandate.adopted);
    return {
      ...world.recordFields(record, `${adopted}T12:00:00.000000Z`),
      body_id: world.record('body', mandate.body).id,
      instrument: mandate.instrument,
      scope: mandate.scope,
      constraints: mandate.constraints,
      adopted_on: adopted,
      votes_for: mandate.cycle === null ? null : 13,
      votes_against: mandate.cycle === null ? null : 1,
      abstentions: mandate.cycle === null ? null : 2,
      expires_on: mandate.expires === null ? null : world.day(last + mandate.expires),
      reporting_cycle_months: mandate.cycle,
      reports_to: mandate.cycle === null ? null : 'Parties to the accord',
      reports_counted_from: mandate.cycle === null ? null : adopted,
      renews_id: mandate.renews === undefined ? null : world.record('mandate', mandate.renews).id,
    };
  });
}
