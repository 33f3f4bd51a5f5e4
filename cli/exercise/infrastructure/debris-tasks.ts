import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { round } from './round.ts';

/** Days that the removal of an area takes. */
const usual = { min: 20, max: 160 };

export function* debrisTasks(world: World): Generator<Row> {
  for (let n = 0; n < world.count('debris-task'); n += 1) {
    const random = world.random(`debris-task ${n}`);
    const started = random.int(0, world.days - 1);
    const length = random.int(usual.min, usual.max);
    const today = world.days - 1;
    const done = Math.min(1, (today - started) / length);
    const estimate = random.int(20, 900) * 100;
    // An estimate is one: what comes away differs from it.
    const removed = round(estimate * random.float(0.85, 1.15) * done);
    const reported = Math.min(today, started + length);
    yield {
      ...world.recordFields(
        world.record('debris-task', n),
        world.instant(reported, random.int(300, 719)),
      ),
      place_pcode: random.pick(world.places).pcode,
      started_on: world.day(started),
      completed_on: done === 1 ? world.day(started + length) : null,
      tonnes_estimated: random.chance(0.9) ? estimate : null,
      tonnes_removed: removed,
    };
  }
}
