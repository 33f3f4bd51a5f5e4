/**
 * The number from 0 to 100 that the native planner compares with each `percent(x)` (active where
 * it is less than x) so that exactly the active labels hold. Null where there is none: where a
 * label is active and a greater one is not.
 */
export function overridePercentage(labels: readonly (readonly [string, boolean])[]): number | null {
  let least = Number.POSITIVE_INFINITY;
  let percentage = 0;
  for (const [label, active] of labels) {
    const percent = /^percent\((\d+(?:\.\d+)?)\)$/.exec(label)?.[1];
    if (percent === undefined) continue;
    if (active) least = Math.min(least, Number(percent));
    else percentage = Math.max(percentage, Number(percent));
  }
  return percentage < least ? percentage : null;
}
