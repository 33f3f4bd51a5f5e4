/** A measure as people write it down: one decimal. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}
