import type { Random } from '../random.ts';
import { fullDay, hour, type Minutes } from './minutes.ts';

/** A state that a load came into, and when. */
export interface Step {
  readonly state: string;
  readonly at: Minutes;
}

/** The way of a convoy's papers and trucks up to the crossing, the same for all of its loads. */
export interface Approach {
  readonly steps: readonly Step[];
  /** False where it was rejected: no load of it goes further. */
  readonly offloaded: boolean;
}

export function approach(random: Random, submitted: Minutes): Approach {
  let at = submitted;
  const steps: Step[] = [{ state: 'SUBMITTED', at }];
  const then = (state: string, from: Minutes, to: Minutes) => {
    at += Math.round(random.float(from, to));
    steps.push({ state, at });
  };
  const answer = random.weighted({ cleared: 86, held: 10, rejected: 4 });
  if (answer === 'rejected') {
    then('REJECTED', fullDay, 3 * fullDay);
    return { steps, offloaded: false };
  }
  if (answer === 'held') {
    then('ON_HOLD', 6 * hour, fullDay);
    then('CLEARED', 2 * fullDay, 9 * fullDay);
  } else {
    then('CLEARED', 12 * hour, 2 * fullDay);
  }
  then('MANIFESTED', 12 * hour, 36 * hour);
  then('IN_TRANSIT', 6 * hour, 18 * hour);
  then('AT_CROSSING', 12 * hour, 2 * fullDay);
  then('OFFLOADED', 4 * hour, 14 * hour);
  return { steps, offloaded: true };
}

const outcomes = { DELIVERED: 78, PARTLY_DELIVERED: 6, INTERCEPTED: 11, LOST: 2, RETURNED: 3 };

/** Hours from the crossing to collection. */
const waits = { short: [4, 30], days: [30, 72], long: [73, 200], stuck: [200, 700] } as const;

/** One load's way from the crossing to its account. Some wait long, a few very long. */
export function onward(random: Random, offloaded: Minutes): readonly Step[] {
  const [from, to] = waits[random.weighted({ short: 62, days: 21, long: 12, stuck: 5 })];
  const collected = offloaded + Math.round(random.float(from, to) * hour);
  const ended = collected + Math.round(random.float(2, 10) * hour);
  const steps = [
    { state: 'COLLECTED', at: collected },
    { state: random.weighted(outcomes), at: ended },
  ];
  if (random.chance(0.15)) return steps;
  const reconciled = ended + Math.round(random.float(3, 9) * fullDay);
  return [...steps, { state: 'RECONCILED', at: reconciled }];
}
