import type { Row } from '@entente/kit';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { deliveredTonnes } from './consignment-rows.ts';
import type { Load } from './loads.ts';
import { dayAt, fullDay, hour, instantAt, present } from './minutes.ts';
import { ownRecord } from './own-record.ts';
import { roles } from './roles.ts';

interface Count {
  readonly owner: string;
  /** Day of the exercise, from 0. */
  readonly day: number;
  readonly crossing: string | null;
  readonly destination: string | null;
  readonly stage: string;
  readonly category: string | null;
  readonly basis: string;
  trucks: number | null;
  pallets: number | null;
  tonnes: number | null;
}

/** What each stage of a load counts as. Only beyond the crossing does a count say where to. */
const stages: Readonly<Record<string, { readonly stage: string; readonly beyond: boolean }>> = {
  MANIFESTED: { stage: 'MANIFESTED', beyond: false },
  OFFLOADED: { stage: 'OFFLOADED', beyond: false },
  COLLECTED: { stage: 'COLLECTED', beyond: true },
  DELIVERED: { stage: 'DELIVERED', beyond: true },
  PARTLY_DELIVERED: { stage: 'DELIVERED', beyond: true },
  INTERCEPTED: { stage: 'INTERCEPTED', beyond: true },
};

/** What the owners of loads count, and what others count of the same traffic by their own rules. */
export function* flowCountRows(world: World, loads: readonly Load[]): Generator<Row> {
  let n = 0;
  for (const count of [...ownCounts(loads), ...countsOfOthers(world, loads)]) {
    yield flowCountRow(world, n, count);
    n += 1;
  }
}

/** Senders count each stage: UN 2720 cargo at every one, their other cargo at the crossing only. */
function ownCounts(loads: readonly Load[]): readonly Count[] {
  const counts = new Map<string, Count>();
  for (const load of loads) {
    for (const { state, at } of load.steps) {
      const counted = stages[state];
      if (counted === undefined || (!load.mechanism && counted.stage !== 'OFFLOADED')) continue;
      const { sender: owner, category } = load.lane;
      const destination = counted.beyond ? load.destination : null;
      const day = Math.floor(at / fullDay);
      const basis = load.mechanism ? 'UN2720' : 'PARTNER';
      const key = [owner, day, load.crossing, destination, counted.stage, category, basis].join();
      const count = counts.get(key) ?? {
        ...{ owner, day, crossing: load.crossing, destination, stage: counted.stage },
        ...{ category, basis, trucks: 0, pallets: 0, tonnes: 0 },
      };
      counts.set(key, count);
      count.trucks = (count.trucks ?? 0) + load.trucks;
      count.pallets = (count.pallets ?? 0) + load.pallets;
      const tonnes = tonnesAt(load, state);
      count.tonnes = count.tonnes === null || tonnes === null ? null : count.tonnes + tonnes;
    }
  }
  return [...counts.values()];
}

function tonnesAt(load: Load, state: string): number | null {
  if (!load.mechanism && load.n % 12 === 0) return null;
  if (state === 'MANIFESTED' || state === 'OFFLOADED') return load.weightTonnes;
  if (state === 'PARTLY_DELIVERED') return deliveredTonnes(load, state);
  return load.collectedTonnes;
}

/** Trade, the authority's count of all traffic, and totals that somebody declares now and then. */
function* countsOfOthers(world: World, loads: readonly Load[]): Generator<Count> {
  const random = world.random('flow counts of others');
  const offloaded = tonnesByDayAndCrossing(loads);
  const lastDay = Math.floor(present(world) / fullDay);
  for (let day = 0; day <= lastDay; day++) {
    const byCrossing = offloaded.get(day) ?? new Map<string, number>();
    const trade = tradeOf(random, day, byCrossing);
    yield* trade.map(({ known, ...count }) => ({ ...count, tonnes: known ? count.tonnes : null }));
    const all = new Map(byCrossing);
    for (const { crossing, tonnes } of trade) all.set(crossing, (all.get(crossing) ?? 0) + tonnes);
    let trucks = 0;
    for (const [crossing, tonnes] of all) {
      const count = authorityCount(random, day, crossing, tonnes);
      trucks += count.trucks;
      yield count;
    }
    if (trucks > 0 && random.chance(0.3)) yield declaredTotal(random, day, trucks);
  }
}

function tonnesByDayAndCrossing(loads: readonly Load[]): Map<number, Map<string, number>> {
  const days = new Map<number, Map<string, number>>();
  for (const load of loads) {
    const step = load.steps.find(({ state }) => state === 'OFFLOADED');
    if (step === undefined) continue;
    const day = Math.floor(step.at / fullDay);
    const crossings = days.get(day) ?? new Map<string, number>();
    days.set(
      day,
      crossings.set(load.crossing, (crossings.get(load.crossing) ?? 0) + load.weightTonnes),
    );
  }
  return days;
}

/** Goods for sale, in step with the day's aid; their weight is not always stated. */
function tradeOf(random: Random, day: number, aid: ReadonlyMap<string, number>) {
  const total = [...aid.values()].reduce((sum, tonnes) => sum + tonnes, 0);
  if (total === 0 || random.chance(0.3)) return [];
  const tonnes = rounded(total * random.float(0.4, 0.9));
  const trucks = Math.max(1, Math.round(tonnes / 18));
  const category = random.weighted({ FOOD: 60, FUEL: 15, SHELTER: 10, OTHER: 15 });
  const crossing = random.pick([...aid.keys()]);
  const known = random.chance(0.7);
  const rest = { destination: null, stage: 'OFFLOADED', basis: 'COMMERCIAL', pallets: null };
  return [{ owner: roles.chamberOfTrade, day, crossing, category, trucks, tonnes, known, ...rest }];
}

/** Outer-side trucks, larger than those beyond the crossing, and a weight of its own scales. */
function authorityCount(random: Random, day: number, crossing: string, tonnes: number) {
  const weighed = rounded(tonnes * random.float(0.97, 1.08));
  return {
    ...{ owner: roles.authority, day, crossing, destination: null, stage: 'OFFLOADED' },
    ...{ category: null, basis: 'AUTHORITY', pallets: null, tonnes: weighed },
    trucks: Math.max(1, Math.ceil(weighed / 15.5)),
  };
}

function declaredTotal(random: Random, day: number, trucks: number): Count {
  return {
    ...{ owner: roles.declarer, day, crossing: null, destination: null, stage: 'OFFLOADED' },
    ...{ category: null, basis: 'COMBINED_DECLARED', pallets: null, tonnes: null },
    trucks: Math.ceil(trucks * random.float(1.02, 1.25)),
  };
}

function flowCountRow(world: World, n: number, count: Count): Row {
  const observed = instantAt(world, count.day * fullDay + 11 * hour);
  // Counts of a day are reported on the evening of it, or what there is of it at the present.
  const reported = instantAt(world, count.day * fullDay + 20 * hour);
  return {
    ...world.recordFields(ownRecord('flow-count', count.owner, n), observed, { asOf: reported }),
    date: dayAt(world, count.day * fullDay),
    crossing_code: count.crossing,
    destination_pcode: count.destination,
    stage: count.stage,
    category: count.category,
    counting_basis: count.basis,
    trucks: count.trucks,
    pallets: count.pallets,
    weight_tonnes: count.tonnes === null ? null : rounded(count.tonnes),
  };
}

function rounded(tonnes: number): number {
  return Math.round(tonnes * 10) / 10;
}
