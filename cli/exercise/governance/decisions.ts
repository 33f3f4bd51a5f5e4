import type { Row } from '@entente/kit';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { bodyNumber } from './body-list.ts';
import { numbered, statement } from './numbered.ts';

const texts = {
  RESOLUTION: ['On the next phase of the accord', 'The parties begin the next phase as annexed.'],
  RULE: ['Rules for entry of building materials', 'Materials on the annexed list need no permit.'],
  APPROVAL: ['Approval of repair works', 'The works listed in the annex may begin.'],
  APPOINTMENT: ['Offices of the administration', 'The offices listed in the annex are filled.'],
  ZONE_CHANGE: ['Conversion of a zone', 'The zone is converted once its criteria are met.'],
  BUDGET: ['Budget of the administration', 'The budget in the annex is adopted.'],
  RELEASE_TO_PUBLIC: [
    'Release to the public',
    'The spokesperson may speak about the listed records.',
  ],
} as const;
type Kind = keyof typeof texts;

export function decisions(world: World): Iterable<Row> {
  const takers = [bodyNumber.centre, bodyNumber.board, bodyNumber.committee, bodyNumber.presence];
  return numbered(world, 'decision', (n, record, random) => {
    const kind: Kind =
      n === 0
        ? 'RELEASE_TO_PUBLIC'
        : random.weighted({
            RESOLUTION: 15,
            RULE: 25,
            APPROVAL: 20,
            APPOINTMENT: 8,
            ZONE_CHANGE: 10,
            BUDGET: 7,
            RELEASE_TO_PUBLIC: 15,
          });
    const [title, text] = texts[kind];
    const day = random.int(0, world.days - 1);
    const against = random.weighted({ '0': 70, '1': 20, '2': 10 });
    const effective = kind === 'RELEASE_TO_PUBLIC' ? null : day + random.int(0, 30);
    const votes = kind === 'RELEASE_TO_PUBLIC' ? null : random.int(7, 13);
    return {
      ...world.recordFields(record, world.instant(day, random.int(480, 700))),
      body_id: world.record('body', random.pick(takers)).id,
      kind,
      title: `${title} (${n + 1})`,
      text,
      decided_on: world.day(day),
      effective_from: effective === null ? null : world.day(effective),
      effective_to:
        effective !== null && random.chance(0.25)
          ? world.day(effective + random.int(30, 300))
          : null,
      votes_for: votes,
      votes_against: votes === null ? null : Number(against),
      abstentions: votes === null ? null : random.int(0, 3),
      dissents: votes === null ? [] : dissents(world, Number(against), random),
      plan_points_number: [...new Set([random.int(1, 20), random.int(1, 20)])],
      places_pcode: random.some(world.places, random.int(0, 2)).map(({ pcode }) => pcode),
      supersedes_id:
        n > 0 && random.chance(0.08) ? world.record('decision', random.int(0, n - 1)).id : null,
      releases:
        kind === 'RELEASE_TO_PUBLIC'
          ? [world.record('milestone', random.int(0, world.count('milestone') - 1)).id]
          : [],
    };
  });
}

function dissents(world: World, against: number, random: Random): readonly Row[] {
  return random.some(world.partners, against).map((code) => ({
    by: `Partner ${code}`,
    partner: code,
    text: 'Asked that those concerned be heard first.',
  }));
}

const conflicts = [
  'One admits what the other keeps out.',
  'Both give the same task to different bodies.',
  'They set different days for the same step.',
];

/** What partners say about pairs of decisions; a tenth as many as there are decisions. */
export function* decisionConflicts(world: World): Generator<Row> {
  const count = world.count('decision');
  for (let n = 0; n < Math.max(4, Math.floor(count / 10)); n++) {
    const random = world.random(`decision-conflict ${n}`);
    const first = random.int(0, count - 2);
    const second = random.int(first + 1, count - 1);
    const day = random.int(0, world.days - 1);
    const record = statement('decision-conflict', random.pick(world.partners), n);
    yield {
      ...world.recordFields(record, world.instant(day, 660)),
      decisions_id: [first, second].map((one) => world.record('decision', one).id),
      reason: random.pick(conflicts),
      stated_on: world.day(day),
      resolved_on:
        n > 0 && random.chance(0.4) ? world.day(Math.min(day + 10, world.days - 1)) : null,
    };
  }
}
