import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { cargoClassesOf, directions } from './crossings.ts';

interface Followed {
  readonly crossing: string;
  readonly direction: string;
  readonly cargoClass: string;
}

const states = { OPEN: 55, PARTIAL: 25, CLOSED: 18, UNKNOWN: 2 } as const;
const reasons = ['Limited hours', 'Maintenance', 'Storage full', 'Weather', 'Holiday'] as const;

/**
 * Statements about crossings. On the last morning everything is stated but one crossing and one
 * cargo class of another, which lack a current status; one is stated twice, in contradiction.
 */
export function* crossingStatuses(world: World): Iterable<Row> {
  const { crossings, days, count, random, instant } = world;
  const chances = random('crossing-status');
  const all: readonly Followed[] = crossings.flatMap(({ code: crossing }) =>
    directions.flatMap((direction) =>
      cargoClassesOf(crossing).map((cargoClass) => ({ crossing, direction, cargoClass })),
    ),
  );
  const current = all.filter(
    ({ crossing, direction, cargoClass }) =>
      crossing !== 'HARROWPASS' &&
      !(crossing === 'EASTFORD' && direction === 'OUTBOUND' && cargoClass === 'COMMERCIAL'),
  );
  const [contested] = current;
  const total = count('crossing-status');
  const past = total - current.length - 1;
  for (let n = 0; n < past; n++) {
    const day = Math.floor((n / past) * (days - 1));
    yield statement(n, chances.pick(all), chances.weighted(states), instant(day, minute()));
  }
  for (const [i, followed] of current.entries()) {
    const status = i === 0 ? 'OPEN' : chances.weighted({ OPEN: 60, PARTIAL: 25, CLOSED: 15 });
    yield statement(past + i, followed, status, instant(days - 1, chances.int(300, 690)));
  }
  if (contested !== undefined) {
    yield statement(total - 1, contested, 'CLOSED', instant(days - 1, 700));
  }

  function minute(): number {
    return chances.int(0, 1_380);
  }

  function statement(n: number, followed: Followed, status: string, observedAt: string): Row {
    const end = new Date(Date.parse(observedAt) + chances.pick([8, 12, 12]) * 3_600_000);
    const validUntil = end.toISOString().replace('Z', '000Z');
    const limited = status === 'PARTIAL' || status === 'CLOSED';
    return {
      ...world.recordFields(world.record('crossing-status', n), observedAt, { validUntil }),
      crossing_code: followed.crossing,
      direction: followed.direction,
      cargo_class: followed.cargoClass,
      stated_status: status,
      reason: limited && chances.chance(0.7) ? chances.pick(reasons) : null,
    };
  }
}
