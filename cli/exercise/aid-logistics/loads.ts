import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { approach, onward, type Step } from './journey.ts';
import { bilateralLanes, dealer, type Lane, mechanismLanes } from './lanes.ts';
import { fullDay, hour, present } from './minutes.ts';
import { corridorRoles } from './roles.ts';

/** One consignment as the simulation knows it, with all it went through up to the present. */
export interface Load {
  readonly n: number;
  readonly lane: Lane;
  /** Inside the UN 2720 mechanism, so that it has a tracking number. */
  readonly mechanism: boolean;
  readonly corridor: string;
  readonly crossing: string;
  readonly destination: string;
  readonly trucks: number;
  readonly pallets: number;
  readonly weightTonnes: number;
  /** Metric tonnes picked up from the crossing: sometimes less than was manifested. */
  readonly collectedTonnes: number;
  /** Oldest first; the last is the present state. */
  readonly steps: readonly Step[];
}

/** Simulates the exercise's consignments, in convoys of a few loads of one sender and category. */
export function simulateLoads(world: World): readonly Load[] {
  const random = world.random('aid loads');
  const count = world.count('consignment');
  const inside = dealer(mechanismLanes);
  const outside = dealer(bilateralLanes);
  const loads: Load[] = [];
  while (loads.length < count) {
    const mechanism = random.chance(0.6);
    const deal = mechanism ? inside : outside;
    const lane = deal.next();
    const convoy = convoyOf(world, random, loads.length / count);
    const size = Math.min(random.int(1, 5), count - loads.length);
    for (let i = 0; i < size; i++) {
      const load = loadOf(world, random, loads.length, convoy);
      loads.push({ ...load, lane, mechanism });
      deal.sent(lane, load.weightTonnes);
    }
  }
  return loads;
}

const corridorsByShare = Object.entries(corridorRoles).flatMap(([corridor, { share }]) =>
  Array.from({ length: share }, () => corridor as keyof typeof corridorRoles),
);

type Convoy = ReturnType<typeof convoyOf>;

/** @param progress part of the exercise that has gone by, 0 to 1 */
function convoyOf(world: World, random: Random, progress: number) {
  const corridor = random.pick(corridorsByShare);
  const submitted = Math.floor(progress * world.days) * fullDay + random.int(6, 18) * hour;
  return {
    corridor,
    crossing: random.pick(corridorRoles[corridor].crossings),
    way: approach(random, submitted),
  };
}

function loadOf(world: World, random: Random, n: number, { corridor, crossing, way }: Convoy) {
  // Most requests are small, some large: 5.5 trucks on average.
  const trucks = random.chance(0.8) ? random.int(1, 7) : random.int(8, 15);
  const pallets = Math.round(trucks * random.float(15.5, 18.5));
  const weightTonnes = tenths(pallets * random.float(0.7, 0.8));
  const collected = random.chance(0.85) ? 1 : random.float(0.6, 0.98);
  return {
    n,
    corridor,
    crossing,
    destination: destinationOf(world, random),
    trucks,
    pallets,
    weightTonnes,
    collectedTonnes: tenths(weightTonnes * collected),
    steps: stepsOf(world, random, way),
  };
}

/** The first districts have the most people, and so receive the most. */
function destinationOf({ places }: World, random: Random): string {
  const nearer = Math.min(random.float(0, 1), random.float(0, 1));
  return places[Math.floor(nearer * places.length)]?.pcode ?? '';
}

function stepsOf(world: World, random: Random, way: Convoy['way']): readonly Step[] {
  const [submitted] = way.steps;
  const arrived = way.steps.at(-1);
  if (submitted === undefined || arrived === undefined) return [];
  const steps = way.offloaded ? [...way.steps, ...onward(random, arrived.at)] : [...way.steps];
  if (random.chance(0.02)) {
    const cancelled = Math.round(random.float(submitted.at, arrived.at));
    const before = way.steps.filter(({ at }) => at < cancelled);
    steps.splice(0, steps.length, ...before, { state: 'CANCELLED', at: cancelled });
  }
  const past = steps.filter(({ at }) => at <= present(world));
  // Not submitted yet: its owner is still writing it.
  return past.length > 0 ? past : [{ state: 'DRAFT', at: present(world) - random.int(1, 300) }];
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
