import type { World } from '../world.ts';

/** Time in the simulation: minutes since midnight (UTC) of the exercise's first day. */
export type Minutes = number;

export const hour = 60;
export const fullDay = 24 * hour;

/** The exercise's present: noon of its last day. */
export function present(world: World): Minutes {
  return (world.days - 1) * fullDay + 12 * hour;
}

export function instantAt(world: World, time: Minutes): string {
  const day = Math.floor(time / fullDay);
  return world.instant(day, Math.floor(time) - day * fullDay);
}

export function dayAt(world: World, time: Minutes): string {
  return world.day(Math.floor(time / fullDay));
}
