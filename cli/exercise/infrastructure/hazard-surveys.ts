import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { round } from './round.ts';

export function* hazardSurveys(world: World, projects: readonly Row[]): Generator<Row> {
  for (let n = 0; n < world.count('hazard-survey'); n += 1) {
    const random = world.random(`hazard-survey ${n}`);
    const project = random.chance(0.5) ? random.pick(projects) : null;
    const state = random.weighted({ NOT_SURVEYED: 22, SUSPECTED: 28, CLEARANCE: 22, RELEASED: 28 });
    const day = random.int(0, world.days - 1);
    const area = round(random.float(0.5, 60));
    const released = { RELEASED: area, CLEARANCE: round(area * random.float(0, 0.8)) };
    yield {
      ...world.recordFields(
        world.record('hazard-survey', n),
        world.instant(day, random.int(300, 719)),
      ),
      place_pcode: project?.['place_pcode'] ?? random.pick(world.places).pcode,
      project_id: project?.['id'] ?? null,
      site: `Block ${n + 1}`,
      area_hectares: area,
      released_hectares: state === 'RELEASED' || state === 'CLEARANCE' ? released[state] : 0,
      state,
      state_changed_at: world.instant(day, random.int(0, 299)),
    };
  }
}
