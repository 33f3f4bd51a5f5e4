import type { TableRows } from '@entente/kit';
import { accordPoints } from './reference/accord-points.ts';
import { crossingStatuses } from './reference/crossing-statuses.ts';
import { corridorRows, crossingRows } from './reference/crossings.ts';
import { partnerRows } from './reference/partners.ts';
import { placeRows } from './reference/places.ts';
import { planningFigures } from './reference/planning-figures.ts';
import { publishedTotals } from './reference/published-totals.ts';
import { sourceRows } from './reference/sources.ts';
import type { World } from './world.ts';

/** All rows of the reference subgraph for an exercise; code lists are facts of both modes. */
export function generateReference(world: World): TableRows {
  return {
    source: sourceRows(world),
    partner: partnerRows(world),
    place: placeRows(world),
    corridor: corridorRows(world),
    crossing: crossingRows(world),
    plan_point: accordPoints(world),
    planning_figure: planningFigures(world),
    crossing_status: crossingStatuses(world),
    published_total: publishedTotals(world),
  };
}
