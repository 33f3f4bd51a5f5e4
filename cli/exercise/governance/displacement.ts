import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { numbered } from './numbered.ts';

/** Bands only: nothing behind a figure counts persons. */
export function displacementFigures(world: World): Iterable<Row> {
  const firstMonday = (8 - new Date(`${world.start}T00:00:00Z`).getUTCDay()) % 7;
  const weeks = Math.floor((world.days - 7 - firstMonday) / 7) + 1;
  return numbered(world, 'displacement-figure', (n, record, random) => {
    const week = firstMonday + 7 * (n % weeks);
    const from = random.pick(world.places);
    const to = random.pick(world.places.filter((place) => place !== from));
    return {
      ...world.recordFields(record, world.instant(week + 6, 660)),
      week: world.day(week),
      movement: random.weighted({ DISPLACED: 55, RETURNED: 45 }),
      from_place_pcode: random.chance(0.05) ? null : from.pcode,
      to_place_pcode: to.pcode,
      band: random.weighted({
        NONE: 15,
        B1_99: 25,
        B100_999: 30,
        B1000_4999: 15,
        B5000_19999: 6,
        B20000_PLUS: 1,
        UNKNOWN: 8,
      }),
    };
  });
}
