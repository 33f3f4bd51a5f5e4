import type { Row } from '@entente/kit';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { bodyList, bodyNumber } from './body-list.ts';
import { numbered } from './numbered.ts';

const texts = {
  SUPPORTS: 'Carries it out as it stands.',
  SUPPORTS_WITH_RESERVATIONS: 'Agrees, and asks for a date of review.',
  OPPOSES: 'Cannot agree while districts are treated apart.',
  COMMENTS: 'Notes that those concerned were not heard.',
} as const;

interface Target {
  readonly decision_id: string | null;
  readonly plan_point_number: number | null;
  readonly scheme_id: string | null;
}

export function positions(world: World): Iterable<Row> {
  const targets: Target[] = [];
  return numbered(world, 'position', (n, record, random) => {
    // Every fifth answers an earlier one, on the same matter.
    const answered = n % 5 === 4 ? random.int(0, n - 1) : null;
    const target =
      (answered === null ? undefined : targets[answered]) ?? chooseTarget(world, random);
    targets.push(target);
    const stance = random.weighted({
      SUPPORTS: 30,
      SUPPORTS_WITH_RESERVATIONS: 30,
      OPPOSES: 20,
      COMMENTS: 20,
    });
    const day = Math.floor(((n + random.float(0, 1)) * world.days) / world.count('position'));
    const body = random.chance(0.5)
      ? random.pick([bodyNumber.authority, bodyNumber.committee, bodyList.length - 1])
      : null;
    return {
      ...world.recordFields(record, world.instant(day, 600)),
      body_id: body === null ? null : world.record('body', body).id,
      partner_code: body === null ? record.owner : null,
      ...target,
      stance,
      text: texts[stance],
      stated_on: world.day(day),
      replies_to_id: answered === null ? null : world.record('position', answered).id,
    };
  });
}

function chooseTarget(world: World, random: Random): Target {
  const kind = random.weighted({ decision: 50, point: 30, scheme: 20 });
  const number = (of: 'decision' | 'zone-scheme') => random.int(0, world.count(of) - 1);
  return {
    decision_id: kind === 'decision' ? world.record('decision', number('decision')).id : null,
    plan_point_number: kind === 'point' ? random.int(1, 20) : null,
    scheme_id: kind === 'scheme' ? world.record('zone-scheme', number('zone-scheme')).id : null,
  };
}
