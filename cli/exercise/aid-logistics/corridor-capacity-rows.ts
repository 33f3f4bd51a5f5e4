import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import type { Load } from './loads.ts';
import { fullDay, hour, instantAt } from './minutes.ts';
import { ownRecord } from './own-record.ts';
import { corridorRoles } from './roles.ts';

/** Days beyond the present for which there is a plan. */
const ahead = 7;

/** Part of the plan that each corridor reaches, in their order; what goes is aid and trade. */
const reached = [0.97, 0.72, 0.9, 0.55];
const tradePerAid = 1.6;

/** Plans, and what went of them: one statement per corridor and day, the last days planned only. */
export function* corridorCapacityRows(world: World, loads: readonly Load[]): Generator<Row> {
  const random = world.random('corridor capacities');
  const corridors = Object.entries(corridorRoles);
  const usual = dailyTrucks(world, loads);
  const days = Math.floor(world.count('corridor-capacity') / corridors.length);
  const first = world.days + ahead - days;
  for (let n = 0; n < days * corridors.length; n++) {
    const day = first + Math.floor(n / corridors.length);
    const index = n % corridors.length;
    const [code, { owner }] = corridors[index] ?? ['XC_COAST', corridorRoles.XC_COAST];
    const planned = Math.max(2, Math.round((usual.get(code) ?? 0) * random.float(0.9, 1.1)));
    const actual = Math.round(planned * (reached[index] ?? 1) * random.float(0.75, 1.2));
    const isOver = day < world.days - 1;
    const asOf = instantAt(world, Math.min(day + 1, world.days) * fullDay + 6 * hour);
    const stated = instantAt(world, Math.min(day - 1, world.days - 1) * fullDay + 9 * hour);
    yield {
      ...world.recordFields(ownRecord('corridor-capacity', owner, n), stated, { asOf }),
      corridor_code: code,
      day: world.day(day),
      planned_trucks: planned,
      actual_trucks: isOver && !random.chance(0.03) ? actual : null,
    };
  }
}

/** Trucks of a usual day by corridor: the simulated aid, and trade beside it. */
function dailyTrucks(world: World, loads: readonly Load[]): ReadonlyMap<string, number> {
  const trucks = new Map<string, number>();
  for (const { corridor, trucks: more } of loads) {
    trucks.set(corridor, (trucks.get(corridor) ?? 0) + (more / world.days) * tradePerAid);
  }
  return trucks;
}
