/**
 * Where the geometry of this subgraph's records must lie, by mode: `[west, south, east, north]` in degrees, with a
 * margin of a few kilometres. What lies elsewhere is a slip, such as latitude before longitude.
 */
export const territory = Object.freeze({
  exercise: [-0.1, -0.1, 0.7, 0.6],
  real: [34.1, 31.1, 34.7, 31.7],
} as const);
