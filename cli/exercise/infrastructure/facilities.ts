import type { Row } from '@entente/kit';
import type { Random } from '../random.ts';
import type { ExercisePlace } from '../territory.ts';
import type { World } from '../world.ts';

/** What facilities and projects are called in the languages of the people who read it. */
export const facilityLabels = {
  HOSPITAL: { en: 'Hospital', ar: 'مستشفى', he: 'בית חולים' },
  CLINIC: { en: 'Clinic', ar: 'عيادة', he: 'מרפאה' },
  SCHOOL: { en: 'School', ar: 'مدرسة', he: 'בית ספר' },
  WATER: { en: 'Waterworks', ar: 'محطة مياه', he: 'מתקן מים' },
  SEWAGE: { en: 'Sewage works', ar: 'محطة صرف صحي', he: 'מתקן ביוב' },
  POWER: { en: 'Power station', ar: 'محطة كهرباء', he: 'תחנת כוח' },
  BAKERY: { en: 'Bakery', ar: 'مخبز', he: 'מאפייה' },
  ROAD: { en: 'Road', ar: 'طريق', he: 'כביש' },
  HOUSING: { en: 'Housing', ar: 'مساكن', he: 'שיכון' },
  CROSSING_WORKS: { en: 'Crossing works', ar: 'أعمال معبر', he: 'עבודות מעבר' },
} as const;

export type FacilityType = keyof typeof facilityLabels;

const typeWeights: Readonly<Record<FacilityType, number>> = {
  HOSPITAL: 8,
  CLINIC: 18,
  SCHOOL: 24,
  WATER: 14,
  SEWAGE: 6,
  POWER: 6,
  BAKERY: 12,
  ROAD: 5,
  HOUSING: 5,
  CROSSING_WORKS: 2,
};

/** Days for which a report of a facility's function holds. */
const validDays = 45;

export function facilities(world: World): readonly Row[] {
  return Array.from({ length: world.count('facility') }, (_, n) => facility(world, n));
}

function facility(world: World, n: number): Row {
  const random = world.random(`facility ${n}`);
  const type = random.weighted(typeWeights);
  const crossing = random.pick(world.crossings);
  const place =
    world.places.find(({ pcode }) => type === 'CROSSING_WORKS' && pcode === crossing.pcode) ??
    random.pick(world.places);
  const reported = world.days - 1 - random.int(0, Math.min(60, world.days - 1));
  const changed = random.int(0, reported);
  const label = facilityLabels[type];
  return {
    ...world.recordFields(
      world.record('facility', n),
      world.instant(reported, random.int(300, 719)),
      {
        validUntil: `${world.day(reported + validDays)}T12:00:00.000000Z`,
      },
    ),
    name: {
      en: `${place.name.en} ${label.en} ${n + 1}`,
      ar: `${label.ar} ${place.name.ar} ${n + 1}`,
      he: `${label.he} ${place.name.he} ${n + 1}`,
    },
    type,
    place_pcode: place.pcode,
    approx_point: { type: 'Point', coordinates: cellOf(pointIn(place, random)) },
    function: random.weighted({ FULL: 34, PARTIAL: 38, NONE: 22, UNKNOWN: 6 }),
    function_changed_at: world.instant(changed, random.int(0, 299)),
  };
}

/** A point of the district: its corners, mixed. */
function pointIn({ ring }: ExercisePlace, random: Random): readonly [number, number] {
  const corners = ring.slice(1).map((corner) => ({ corner, weight: random.float(0, 1) }));
  const total = corners.reduce((sum, { weight }) => sum + weight, 0);
  const mix = (axis: 0 | 1) =>
    corners.reduce((sum, { corner, weight }) => sum + corner[axis] * (weight / total), 0);
  return [mix(0), mix(1)];
}

/** Centre of the point's cell of 0.03 degrees, as the contract publishes it. */
function cellOf([longitude, latitude]: readonly [number, number]): readonly [number, number] {
  const centre = (degrees: number) => Number((Math.round(degrees / 0.03) * 0.03).toFixed(2));
  return [centre(longitude), centre(latitude)];
}
