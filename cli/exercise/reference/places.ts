import type { Row } from '@entente/kit';
import { territory } from '../territory.ts';
import type { World } from '../world.ts';
import { exerciseSources } from './sources.ts';

/** Two municipalities per district, each the half that its name says. */
const halves = [
  { suffix: '01', en: 'North', ar: 'شمال', he: 'צפון' },
  { suffix: '02', en: 'South', ar: 'جنوب', he: 'דרום' },
] as const;

/** The fictional territory, its districts (level 2) and their municipalities (level 3). */
export function placeRows({ places, start, instant }: World): readonly Row[] {
  const common = {
    iso3166_2: null,
    area_sq_km: null,
    version: 'Exercise territory 1',
    valid_on: start,
    source_id: exerciseSources.territory,
    changed_at: instant(0, 0),
  };
  const region = {
    ...common,
    pcode: territory.pcode,
    level: 1,
    name: territory.name,
    parent_pcode: null,
    governorate_pcode: null,
    polygon: null,
  };
  const districts = places.map(({ pcode, name, ring }) => ({
    ...common,
    pcode,
    level: 2,
    name,
    parent_pcode: territory.pcode,
    governorate_pcode: pcode,
    polygon: { type: 'Polygon', coordinates: [ring] },
  }));
  const municipalities = places.flatMap(({ pcode, name }) =>
    halves.map(({ suffix, en, ar, he }) => ({
      ...common,
      pcode: `${pcode}${suffix}`,
      level: 3,
      name: { en: `${en} ${name.en}`, ar: `${ar} ${name.ar}`, he: `${he} ${name.he}` },
      parent_pcode: pcode,
      governorate_pcode: pcode,
      polygon: null,
    })),
  );
  return [region, ...districts, ...municipalities];
}
