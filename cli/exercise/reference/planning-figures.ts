import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { exerciseSources } from './sources.ts';

/** Tonnes a month per 1,000 persons: food by ration, the rest by the shares of published totals. */
const tonnesPerThousand = {
  FOOD: 16.5,
  NUTRITION: 0.7,
  HEALTH: 0.3,
  WASH: 0.7,
  SHELTER: 1.1,
  FUEL: 3,
  EDUCATION: 0.1,
  OPS_LOGS_TELECOM: 0.12,
  OTHER: 0.1,
} as const;

/** One population and a monthly target per kind of aid, for every district. */
export function* planningFigures({ places, random, instant }: World): Iterable<Row> {
  const chances = random('planning-figure');
  const at = instant(0, 0);
  const common = { source_id: exerciseSources.territory, as_of: at, changed_at: at };
  for (const { pcode } of places) {
    const thousands = chances.int(60, 340);
    yield {
      id: `HUB:planning-figure:${pcode}-POPULATION`,
      place_pcode: pcode,
      kind: 'POPULATION',
      category: null,
      value: thousands * 1_000,
      unit: 'C62',
      period: null,
      ...common,
    };
    for (const [category, tonnes] of Object.entries(tonnesPerThousand)) {
      yield {
        id: `HUB:planning-figure:${pcode}-TARGET-${category}`,
        place_pcode: pcode,
        kind: 'TARGET',
        category,
        value: Math.round(thousands * tonnes * 10) / 10,
        unit: 'TNE',
        period: 'MONTH',
        ...common,
      };
    }
  }
}
