import type { Row } from '@entente/kit';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { fullDay, hour, instantAt, present } from './minutes.ts';
import { ownRecord } from './own-record.ts';
import { roles } from './roles.ts';

/** Days that a stock lasts as a rule, and the metric tonnes that a district uses in a day. */
const usual: Readonly<Record<string, { readonly days: number; readonly daily: number }>> = {
  FOOD: { days: 11, daily: 55 },
  NUTRITION: { days: 16, daily: 2.4 },
  HEALTH: { days: 9, daily: 1 },
  WASH: { days: 18, daily: 2.4 },
  SHELTER: { days: 25, daily: 3.7 },
  FUEL: { days: 5, daily: 10 },
};

interface Stock {
  readonly holder: string;
  readonly place: string;
  readonly category: string;
  days: number;
}

/** Each holder reports each of its stocks in turn; levels wander around what is usual. */
export function* stockReportRows(world: World): Generator<Row> {
  const random = world.random('stock reports');
  const stocks = stocksOf(world, random);
  const count = world.count('stock-report');
  const step = present(world) / count;
  for (let n = 0; n < count; n++) {
    const stock = stocks[n % stocks.length];
    if (stock !== undefined) yield stockReportRow(world, random, n, stock, (n + 1) * step - hour);
  }
}

/** Food has two holders in each district, everything else one. */
function stocksOf(world: World, random: Random): readonly Stock[] {
  return world.places.flatMap(({ pcode: place }) =>
    [...Object.entries(usual), ...Object.entries(usual).slice(0, 1)].map(
      ([category, { days }], i) => ({
        holder: roles.holders[i % roles.holders.length] ?? roles.holders[0],
        place,
        category: category,
        days: days * random.float(0.5, 1.5),
      }),
    ),
  );
}

function stockReportRow(world: World, random: Random, n: number, stock: Stock, at: number): Row {
  const { days, daily } = usual[stock.category] ?? { days: 10, daily: 1 };
  const drift = (days - stock.days) * 0.2 + days * random.float(-0.35, 0.35);
  stock.days = Math.max(0.5, stock.days + drift);
  const observed = instantAt(world, at);
  const validUntil = new Date(Date.parse(observed) + 14 * fullDay * 60_000).toISOString();
  return {
    ...world.recordFields(ownRecord('stock-report', stock.holder, n), observed, { validUntil }),
    place_pcode: stock.place,
    category: stock.category,
    weight_tonnes: tenths(stock.days * daily),
    days_of_supply: random.chance(0.03) ? null : tenths(stock.days),
  };
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
