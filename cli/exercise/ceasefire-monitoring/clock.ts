import type { World } from '../world.ts';

const minuteLength = 60_000;

/** An exercise counts time in minutes from the midnight on which it begins. */
export interface Clock {
  /** The exercise's last minute: nothing has happened after it. */
  readonly end: number;
  /** The instant of a minute, also beyond the end: for what is planned. */
  readonly instant: (minute: number) => string;
  /** The instant of a minute; null where there is none. */
  readonly optional: (minute: number | null) => string | null;
}

export function clockOf(world: World): Clock {
  const start = Date.parse(`${world.start}T00:00:00Z`);
  const instant = (minute: number) =>
    new Date(start + minute * minuteLength).toISOString().replace('Z', '000Z');
  return {
    end: (world.days - 1) * 1_440 + 720,
    instant,
    optional: (minute) => (minute === null ? null : instant(minute)),
  };
}
