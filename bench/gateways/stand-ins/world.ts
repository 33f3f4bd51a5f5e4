/**
 * Every key of the generated data names the world that it belongs to: `PLACE-3-W00000042`. The worlds
 * are alike but for this number, so one answer worked out for world 0 serves every world, and still
 * no two requests have a key in common. Fixed width: the length of an answer is the same in all.
 */
const digits = 8;
export const firstWorld = 'W00000000';
const anyWorld = /W\d{8}/;

/** @param number from 0 to 99,999,999 */
export function worldName(number: number): string {
  return `W${String(number).padStart(digits, '0')}`;
}

/** The world that a text names first; undefined where it names none. */
export function worldIn(text: string): string | undefined {
  return anyWorld.exec(text)?.[0];
}

/** A text of world 0 that can be had for any world at the price of a copy. */
export interface WorldText {
  readonly bytes: Buffer;
  /** Where the world stands in it, ascending. */
  readonly offsets: readonly number[];
}

export function worldText(text: string): WorldText {
  const bytes = Buffer.from(text);
  const offsets: number[] = [];
  for (let at = bytes.indexOf(firstWorld); at !== -1; at = bytes.indexOf(firstWorld, at + 1)) {
    offsets.push(at);
  }
  return { bytes, offsets };
}

/** @param world as `worldName` gives it */
export function textOfWorld({ bytes, offsets }: WorldText, world: string): Buffer {
  if (world === firstWorld || offsets.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  const name = Buffer.from(world);
  for (const offset of offsets) copy.set(name, offset);
  return copy;
}
