import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { round } from './round.ts';

/**
 * The last days of the exercise, every place on every day, from as many providers as the size
 * leaves for a day. A figure is missing here and there.
 */
export function* serviceOutputs(world: World): Generator<Row> {
  const count = world.count('service-output');
  const perDay = Math.max(1, Math.floor(count / (world.places.length * world.days)));
  const seen = new Set<string>();
  for (let n = 0; n < count; n += 1) {
    const random = world.random(`service-output ${n}`);
    const record = world.record('service-output', n);
    const index = n % world.places.length;
    const place = world.places[index];
    const back = Math.floor(n / (world.places.length * perDay));
    const day = world.days - 1 - back;
    const key = `${record.owner} ${place?.pcode} ${day}`;
    // One owner reports a place once a day; nothing lies before the first day.
    if (place === undefined || day < 0 || seen.has(key)) continue;
    seen.add(key);
    const scale = (1 + index * 0.15) / perDay;
    const known = (value: number) => (random.chance(0.95) ? value : null);
    yield {
      ...world.recordFields(record, world.instant(day, random.int(300, 719))),
      place_pcode: place.pcode,
      date: world.day(day),
      water_m3_per_day: known(round(scale * random.float(2_200, 4_800))),
      power_mwh_per_day: known(round(scale * random.float(60, 240))),
      grid_hours_per_day: known(round(random.float(2, 14))),
      beds: known(Math.round(scale * random.float(120, 420))),
    };
  }
}
