/** Persons: a count below this, and above zero, could point to one of them. */
export const suppressionThreshold = 10;

/**
 * SQL: whether a count of persons is too small to be told. A field that it is computed with gives
 * null and says `suppressed`; so does every sum that it would be an addend of.
 */
export function tooFew(count: string): string {
  return `coalesce(${count} > 0 and ${count} < ${suppressionThreshold}, false)`;
}
