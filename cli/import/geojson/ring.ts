/** Longitude and latitude in decimal degrees (RFC 7946, section 3.1.1). */
export type Position = readonly [longitude: number, latitude: number];

/** A closed line: the last position repeats the first (RFC 7946, section 3.1.6). */
export type Ring = readonly Position[];

/** Twice the area in square degrees; above 0 where the ring runs counter-clockwise. */
export function signedArea(ring: Ring): number {
  let sum = 0;
  let [before] = ring;
  for (const position of ring) {
    if (before !== undefined) sum += before[0] * position[1] - position[0] * before[1];
    before = position;
  }
  return sum;
}

/** The ring in the sense of the right-hand rule: outer rings counter-clockwise, holes clockwise. */
export function wound(ring: Ring, outer: boolean): Ring {
  return signedArea(ring) > 0 === outer ? ring : ring.toReversed();
}

/** A position where the ring crosses or touches itself; null where it is simple. */
export function selfIntersection(ring: Ring): Position | null {
  const segments = ring.slice(1).flatMap((to, n) => {
    const from = ring[n];
    return from === undefined ? [] : [{ n, from, to, left: Math.min(from[0], to[0]) }];
  });
  const last = segments.length - 1;
  // From west to east, so that each segment meets only those that reach into its span.
  const sorted = segments.toSorted((a, b) => a.left - b.left);
  for (const [n, one] of sorted.entries()) {
    const right = Math.max(one.from[0], one.to[0]);
    for (const other of sorted.slice(n + 1)) {
      if (other.left > right) break;
      const apart = Math.abs(one.n - other.n);
      const neighbours = apart === 1 || apart === last;
      if (!neighbours && meet(one, other)) return other.from;
      if (neighbours && foldsBack(one, other)) return other.from;
    }
  }
  return null;
}

interface Segment {
  readonly from: Position;
  readonly to: Position;
}

function meet(a: Segment, b: Segment): boolean {
  const [p, q, r, s] = [side(a, b.from), side(a, b.to), side(b, a.from), side(b, a.to)];
  if (p !== q && r !== s) return true;
  return (
    (p === 0 && within(a, b.from)) ||
    (q === 0 && within(a, b.to)) ||
    (r === 0 && within(b, a.from)) ||
    (s === 0 && within(b, a.to))
  );
}

/** Neighbours share one end; more than that is a spike. */
function foldsBack(a: Segment, b: Segment): boolean {
  const [shared, end, start] = same(a.to, b.from) ? [a.to, b.to, a.from] : [b.to, a.to, b.from];
  if (side({ from: start, to: shared }, end) !== 0) return false;
  return within({ from: start, to: shared }, end) || within({ from: shared, to: end }, start);
}

function same(a: Position, b: Position): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function side({ from, to }: Segment, position: Position): number {
  return Math.sign(
    (to[0] - from[0]) * (position[1] - from[1]) - (to[1] - from[1]) * (position[0] - from[0]),
  );
}

function within({ from, to }: Segment, [x, y]: Position): boolean {
  return (
    Math.min(from[0], to[0]) <= x &&
    x <= Math.max(from[0], to[0]) &&
    Math.min(from[1], to[1]) <= y &&
    y <= Math.max(from[1], to[1])
  );
}
