import type { Row } from '@entente/kit';
import type { World } from '../world.ts';

/** Days between two passes over the territory. */
const passDays = 30;
const methods = { SATELLITE_IMAGERY: 70, AERIAL_IMAGERY: 12, GROUND_SURVEY: 10, MODELLED: 8 };

/**
 * Several partners look at the same place on the same day and find different numbers, each near
 * the same truth; damage grows over the exercise.
 */
export function* damageAssessments(world: World): Generator<Row> {
  const passes = Math.floor((world.days - 1) / passDays) + 1;
  const seen = new Set<string>();
  for (let n = 0; n < world.count('damage-assessment'); n += 1) {
    const random = world.random(`damage-assessment ${n}`);
    const record = world.record('damage-assessment', n);
    const index = n % world.places.length;
    const place = world.places[index];
    const pass = Math.floor(n / world.places.length) % passes;
    const day = pass * passDays;
    const method = random.weighted(methods);
    const key = `${record.owner} ${place?.pcode} ${pass} ${method}`;
    // One owner counts a place once per day and method.
    if (place === undefined || seen.has(key)) continue;
    seen.add(key);
    const structures = 18_000 + index * 7_000;
    const damaged = 0.18 + index * 0.06 + 0.2 * (pass / Math.max(1, passes - 1));
    const share = damaged * random.float(0.94, 1.06);
    const destroyed = Math.round(structures * share * 0.46);
    const severe = Math.round(structures * share * 0.16);
    const moderate = Math.round(structures * share * 0.24);
    const possible = Math.round(structures * share * 0.14);
    const units = Math.round((destroyed + severe + moderate) * random.float(2.6, 3.4));
    yield {
      ...world.recordFields(record, world.instant(day, random.int(480, 719)), {
        asOf: world.instant(day + random.int(0, 6), random.int(0, 719)),
      }),
      place_pcode: place.pcode,
      imagery_date: world.day(day),
      method,
      structures,
      destroyed,
      severe,
      moderate,
      possible,
      housing_units: random.chance(0.75) ? units : null,
    };
  }
}
