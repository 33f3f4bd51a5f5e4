import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { eventTypes } from './event-codes.ts';
import type { Incident } from './incidents.ts';

/** Days after a week's Monday on which its summary is published. */
const publishedAfter = 8;

/**
 * What partners published for a week, place and type, the latest weeks first: incidents as they
 * stood on the day of publication, so that later findings differ from it.
 */
export function* periodSummaryRows(world: World, incidents: readonly Incident[]): Generator<Row> {
  const byCell = Map.groupBy(incidents, ({ day, pcode, type }) =>
    cellKey(mondayOf(world, day), pcode, type),
  );
  const cells = mondays(world).flatMap((monday) =>
    world.places.flatMap(({ pcode }) => eventTypes.map((type) => ({ monday, pcode, type }))),
  );
  const published = new Set<string>();
  for (let n = 0; n < world.count('period-summary'); n++) {
    const record = world.record('period-summary', n);
    let at = n % cells.length;
    // A partner publishes one summary of a cell.
    while (published.has(`${record.owner} ${at}`)) at = (at + 1) % cells.length;
    published.add(`${record.owner} ${at}`);
    const cell = cells[at];
    if (cell === undefined) continue;
    const publishedDay = cell.monday + publishedAfter;
    const known = byCell.get(cellKey(cell.monday, cell.pcode, cell.type)) ?? [];
    yield {
      ...world.recordFields(record, world.instant(publishedDay, 480)),
      week: world.day(cell.monday),
      place_pcode: cell.pcode,
      type: cell.type,
      ...countStandings(known, publishedDay * 1_440),
      published_on: world.day(publishedDay),
    };
  }
}

function countStandings(incidents: readonly Incident[], at: number) {
  const counts = { alleged: 0, verified: 0, disputed: 0, unsubstantiated: 0 };
  for (const { openedAt, decidedAt, standing } of incidents) {
    if (openedAt > at) continue;
    const stood = decidedAt === null || decidedAt > at ? 'ALLEGED' : standing;
    if (stood === 'ALLEGED') counts.alleged += 1;
    if (stood === 'VERIFIED') counts.verified += 1;
    if (stood === 'DISPUTED') counts.disputed += 1;
    if (stood === 'UNSUBSTANTIATED') counts.unsubstantiated += 1;
  }
  return counts;
}

/** Numbers of the days on which the weeks begin that could be summed up, the latest first. */
function mondays(world: World): number[] {
  const first = mondayOf(world, 6);
  const found: number[] = [];
  for (let day = first; day + publishedAfter < world.days; day += 7) found.unshift(day);
  return found;
}

function mondayOf(world: World, day: number): number {
  const weekday = new Date(`${world.day(day)}T00:00:00Z`).getUTCDay();
  return day - ((weekday + 6) % 7);
}

const cellKey = (monday: number, pcode: string, type: string) => `${monday} ${pcode} ${type}`;
