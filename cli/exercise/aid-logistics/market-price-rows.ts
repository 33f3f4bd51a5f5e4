import type { Row } from '@entente/kit';
import type { World } from '../world.ts';
import { deliveredTonnes } from './consignment-rows.ts';
import type { Load } from './loads.ts';
import { dayAt, fullDay, present } from './minutes.ts';
import { ownRecord } from './own-record.ts';
import { roles } from './roles.ts';

/** XTS is the ISO 4217 code for tests: no currency has it. */
const currency = 'XTS';

const goods = [
  { item: 'wheat flour', unit: 'KGM', price: 2.1 },
  { item: 'rice', unit: 'KGM', price: 3.4 },
  { item: 'sugar', unit: 'KGM', price: 4.2 },
  { item: 'lentils', unit: 'KGM', price: 3.9 },
  { item: 'cooking oil', unit: 'LTR', price: 5.6 },
  { item: 'drinking water', unit: 'LTR', price: 0.4 },
  { item: 'diesel', unit: 'LTR', price: 7.5 },
  { item: 'soap', unit: 'H87', price: 1.8 },
] as const;

/** Monthly medians. Where more food arrived in a month, prices of the next are lower. */
export function* marketPriceRows(world: World, loads: readonly Load[]): Generator<Row> {
  const random = world.random('market prices');
  const months = monthsOf(world);
  const perMonth = world.places.length * goods.length;
  const rounds = Math.round(world.count('market-price') / (months.length * perMonth));
  const collectors = roles.priceCollectors.slice(0, Math.max(1, rounds));
  const supply = supplyOf(world, loads, months);
  let n = 0;
  for (const [i, month] of months.entries()) {
    for (const { pcode } of world.places) {
      const plenty = supply.get(`${months[i - 1]} ${pcode}`) ?? 0.5;
      for (const { item, unit, price } of goods) {
        for (const collector of collectors) {
          const quotes = random.chance(0.06) ? random.int(0, 2) : random.int(3, 14);
          const median = price * (1.5 - 0.4 * Math.min(plenty, 2)) * random.float(0.96, 1.04);
          const observed = world.instant(i === 0 ? 0 : firstDay(world, month) + 19, 600);
          yield {
            ...world.recordFields(ownRecord('market-price', collector, n), observed),
            place_pcode: pcode,
            month: `${month}-01`,
            item,
            unit,
            median_price: quotes < 3 ? null : Math.round(median * 100) / 100,
            currency,
            availability: quotes === 0 ? 'NONE' : quotes < 6 ? 'LIMITED' : 'FULL',
            quotes,
          };
          n += 1;
        }
      }
    }
  }
}

/** Months that the exercise touches: `2026-11`. */
function monthsOf(world: World): readonly string[] {
  const days = Array.from({ length: world.days }, (_, day) => world.day(day).slice(0, 7));
  return [...new Set(days)];
}

function firstDay(world: World, month: string): number {
  return Math.round((Date.parse(`${month}-01`) - Date.parse(world.start)) / (fullDay * 60_000));
}

/** Food that arrived per `month place`, as a multiple of the mean. */
function supplyOf(
  world: World,
  loads: readonly Load[],
  months: readonly string[],
): ReadonlyMap<string, number> {
  const tonnes = new Map<string, number>();
  for (const load of loads) {
    const arrival = load.steps.find(({ state }) => /DELIVERED$/.test(state));
    if (arrival === undefined || load.lane.category !== 'FOOD' || arrival.at > present(world))
      continue;
    const key = `${dayAt(world, arrival.at).slice(0, 7)} ${load.destination}`;
    tonnes.set(key, (tonnes.get(key) ?? 0) + deliveredTonnes(load, arrival.state));
  }
  const sum = [...tonnes.values()].reduce((total, one) => total + one, 0);
  const mean = sum / (months.length * world.places.length) || 1;
  return new Map([...tonnes].map(([key, value]) => [key, value / mean]));
}
