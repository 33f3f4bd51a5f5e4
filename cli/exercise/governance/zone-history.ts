import type { World } from '../world.ts';
import { schemeOf } from './scheme-list.ts';

/** A zone as one step of a district's history under a scheme. */
export interface ZoneStep {
  /** Number of the zone's record. */
  readonly n: number;
  readonly scheme: number;
  /** Index of the district. */
  readonly place: number;
  readonly classCode: string;
  /** Days of the exercise; `to` is null for the present zone. */
  readonly from: number;
  readonly to: number | null;
  /** Zone that it was before, and whether it came by a conversion or by its reversal. */
  readonly before: { readonly n: number; readonly classCode: string } | null;
  readonly by: 'BEGIN' | 'CONVERSION' | 'REVERSAL';
  /** Day on which the conversion that made it was taken back. */
  readonly revertedOn: number | null;
}

/**
 * Zone number n covers district n modulo their count; schemes take turns after each round of
 * districts, and rounds go back in time: the first ones are the zones of the present.
 */
export function zoneHistory(world: World): readonly ZoneStep[] {
  const { length: districts } = world.places;
  const schemes = world.count('zone-scheme');
  const chains = new Map<number, number[]>();
  for (let n = 0; n < world.count('zone'); n++) {
    const chain = n % (districts * schemes);
    chains.set(chain, [n, ...(chains.get(chain) ?? [])]);
  }
  return [...chains].flatMap(([chain, numbers]) => chainSteps(world, chain, numbers));
}

/** One district under one scheme, oldest zone first. */
function chainSteps(world: World, chain: number, numbers: readonly number[]): ZoneStep[] {
  const place = chain % world.places.length;
  const scheme = Math.floor(chain / world.places.length);
  const { begins, paths } = schemeOf(scheme);
  const random = world.random(`zone chain ${chain}`);
  const first = random.pick(begins);
  const width = Math.floor((world.days - 10) / numbers.length);
  const steps: ZoneStep[] = [];
  for (const [index, n] of numbers.entries()) {
    const last = steps.at(-1);
    const from = index === 0 ? -30 : index * width + random.int(0, Math.max(0, width - 5));
    const before = last === undefined ? null : { n: last.n, classCode: last.classCode };
    const open = paths.filter((path) => path.from === last?.classCode);
    const reverts = last?.by === 'CONVERSION' && (open.length === 0 || random.chance(0.2));
    if (last !== undefined) {
      steps[steps.length - 1] = { ...last, to: from, revertedOn: reverts ? from : null };
    }
    steps.push({
      n,
      scheme,
      place,
      classCode: reverts
        ? (last?.before?.classCode ?? first)
        : last === undefined
          ? first
          : random.pick(open).to,
      from,
      to: null,
      before,
      by: last === undefined ? 'BEGIN' : reverts ? 'REVERSAL' : 'CONVERSION',
      revertedOn: null,
    });
  }
  return steps;
}
