/** How long a statement about a crossing can hold, in milliseconds: 12 hours. */
export const longestValidity = 12 * 3_600_000;

/** The instant at which a statement observed then has run out. */
export function endOfValidity(observedAt: string): string {
  return new Date(Date.parse(observedAt) + longestValidity).toISOString();
}
