import { createHash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** A stream of chances, the same for the same seed and name on every machine. */
export interface Random {
  /** A whole number from `min` to `max`, both included. */
  readonly int: (min: number, max: number) => number;
  /** A number from `min` to below `max`. */
  readonly float: (min: number, max: number) => number;
  /** True in `share` of cases (0 to 1). */
  readonly chance: (share: number) => boolean;
  readonly pick: <T>(values: readonly T[]) => T;
  /** One of the keys, each as often as its weight says. */
  readonly weighted: <K extends string>(weights: Readonly<Record<K, number>>) => K;
  /** Up to `count` different values, in the order of `values`. */
  readonly some: <T>(values: readonly T[], count: number) => readonly T[];
}

/** A 32-bit number that depends on the whole text. */
export function hashNumber(text: string): number {
  return createHash('sha256').update(text).digest().readInt32LE(0);
}

/** Begins a stream. Streams of different names are independent of each other. */
export function createRandom(seed: number, name: string): Random {
  const generator = xoroshiro128plus(hashNumber(`${seed} ${name}`));
  const int = (min: number, max: number) => uniformInt(generator, min, max);
  const float = (min: number, max: number) => min + uniformFloat64(generator) * (max - min);
  const pick = <T>(values: readonly T[]): T => {
    const value = values[int(0, values.length - 1)];
    if (value === undefined) throw new RangeError('Nothing to pick from.');
    return value;
  };
  return {
    int,
    float,
    chance: (share) => float(0, 1) < share,
    pick,
    weighted: <K extends string>(weights: Readonly<Record<K, number>>): K => {
      const entries = Object.entries(weights) as [K, number][];
      let rest = float(
        0,
        entries.reduce((sum, [, weight]) => sum + weight, 0),
      );
      for (const [key, weight] of entries) {
        rest -= weight;
        if (rest < 0) return key;
      }
      return pick(entries)[0];
    },
    some: (values, count) => {
      const chosen = new Set<number>();
      const wanted = Math.min(count, values.length);
      while (chosen.size < wanted) chosen.add(int(0, values.length - 1));
      return values.filter((_value, index) => chosen.has(index));
    },
  };
}
