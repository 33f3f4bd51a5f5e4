/** Hundredths of a degree between two cells: 0.03 degrees, at least 5 square kilometres up to 63°. */
const step = 3;

/**
 * Centre of the grid cell that holds a position: what the hub keeps of an exact point. Centres are
 * multiples of 0.03 degrees, so a centre stays where it is when it is snapped again.
 */
export function snapToGrid(
  longitude: number,
  latitude: number,
): { readonly type: 'Point'; readonly coordinates: readonly [number, number] } {
  // Adding 0 makes 0 of -0, which JSON cannot tell apart.
  const snap = (degrees: number) => (Math.round((degrees * 100) / step) * step) / 100 + 0;
  return { type: 'Point', coordinates: [snap(longitude), snap(latitude)] };
}
