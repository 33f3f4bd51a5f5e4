import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { bodyNumber } from './body-list.ts';
import { numbered } from './numbered.ts';

const purposes = {
  FUNDS: { point: 10, purpose: 'Repair of homes and networks', body: bodyNumber.board },
  POLICE_TRAINING: {
    point: 15,
    purpose: 'Training of the civil police',
    body: bodyNumber.presence,
  },
  FORCE: { point: 15, purpose: 'Stabilisation presence', body: bodyNumber.presence },
  STAFF: { point: 9, purpose: 'Advisers to the administration', body: bodyNumber.committee },
} as const;

/** Persons below this are not published, here as everywhere. */
const suppressionThreshold = 10;

export function pledges(world: World): Iterable<Row> {
  return numbered(world, 'pledge', (_n, record, random) => {
    const kind = random.weighted({ FUNDS: 70, POLICE_TRAINING: 10, FORCE: 8, STAFF: 12 });
    const { point, purpose, body } = purposes[kind];
    const announced = random.int(0, world.days - 2);
    const changed = random.int(announced, world.days - 1);
    const state = random.weighted({ ANNOUNCED: 35, CONFIRMED: 35, FULFILLED: 20, WITHDRAWN: 10 });
    const stated =
      kind === 'FUNDS'
        ? random.pick([0.5, 1, 2, 5, 10, 20, 50, 120]) * 1_000_000
        : kind === 'STAFF'
          ? random.int(2, 30)
          : random.int(2, 40) * 25;
    const published = random.chance(0.94);
    const suppressed = kind !== 'FUNDS' && stated < suppressionThreshold;
    const share = { ANNOUNCED: 0, CONFIRMED: random.int(0, 8) / 10, FULFILLED: 1, WITHDRAWN: 0 }[
      state
    ];
    const arrived = kind === 'FUNDS' ? stated * share : Math.floor(stated * share);
    const reported = state !== 'CONFIRMED' || random.chance(0.85);
    const small = kind !== 'FUNDS' && arrived > 0 && arrived < suppressionThreshold;
    const changedAt = world.instant(changed, random.int(300, 700));
    return {
      ...world.recordFields(record, world.instant(announced, 240), { asOf: changedAt }),
      partner_code: record.owner,
      kind,
      purpose,
      recipient_id: world.record('body', body).id,
      plan_point_number: point,
      amount: suppressed || !published ? null : stated,
      unit: kind === 'FUNDS' ? random.weighted({ USD: 70, EUR: 30 }) : 'PERSONS',
      suppressed,
      fulfilled_amount: suppressed || small || !published || !reported ? null : arrived,
      announced_on: world.day(announced),
      due_on: random.chance(0.6) ? world.day(announced + random.int(60, 400)) : null,
      state,
      state_changed_at: changedAt,
    };
  });
}
