/**
 * A list of parts for a jsonb column. COPY writes a plain empty array as an empty PostgreSQL array,
 * which jsonb reads as an object: what writes itself as JSON is safe both ways.
 */
export function parts(list: readonly object[]): object {
  return { toJSON: () => list };
}
