import type { BadCell } from '../cells/cell.ts';
import { isObject } from '../content/is-object.ts';
import { type Position, type Ring, selfIntersection, wound } from './ring.ts';

/** A boundary whose rings are closed, simple and wound by the right-hand rule. */
export interface Boundary {
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };
  /** Rings that ran the other way in the file. */
  readonly turned: number;
}

/** Reads a geometry of RFC 7946; heights are left out. */
export function readBoundary(geometry: unknown, mostPositions: number): Boundary | BadCell {
  if (!isObject(geometry)) return notAPolygon;
  const { type, coordinates } = geometry;
  if (!Array.isArray(coordinates)) return notAPolygon;
  let turned = 0;
  let left = mostPositions;

  const readPolygon = (rings: unknown): readonly Ring[] | BadCell => {
    if (!Array.isArray(rings) || rings.length === 0) return notAPolygon;
    const result: Ring[] = [];
    for (const [n, positions] of rings.entries()) {
      left -= Array.isArray(positions) ? positions.length : 0;
      if (left < 0) return { wrong: 'The polygon has too many positions.', advice: 'Simplify it.' };
      const ring = readRing(positions);
      if ('wrong' in ring) return ring;
      const right = wound(ring, n === 0);
      if (right !== ring) turned += 1;
      result.push(right);
    }
    return result;
  };

  if (type === 'Polygon') {
    const polygon = readPolygon(coordinates);
    return 'wrong' in polygon ? polygon : { geometry: { type, coordinates: polygon }, turned };
  }
  if (type !== 'MultiPolygon' || coordinates.length === 0) return notAPolygon;
  const polygons: (readonly Ring[])[] = [];
  for (const rings of coordinates) {
    const polygon = readPolygon(rings);
    if ('wrong' in polygon) return polygon;
    polygons.push(polygon);
  }
  return { geometry: { type, coordinates: polygons }, turned };
}

const notAPolygon: BadCell = {
  wrong: 'The geometry is neither a Polygon nor a MultiPolygon.',
  advice: 'Export the boundaries as GeoJSON (RFC 7946).',
};

function readRing(positions: unknown): Ring | BadCell {
  if (!Array.isArray(positions)) return notAPolygon;
  const ring: Position[] = [];
  for (const position of positions) {
    const [longitude, latitude]: unknown[] = Array.isArray(position) ? position : [];
    if (typeof longitude !== 'number' || typeof latitude !== 'number') {
      return { wrong: 'A position has no two numbers.', advice: 'Give longitude and latitude.' };
    }
    if (Math.abs(longitude) > 180 || Math.abs(latitude) > 90) {
      return {
        wrong: `The position ${longitude}, ${latitude} is not on the globe.`,
        advice: 'Give longitude before latitude, in WGS 84 decimal degrees.',
      };
    }
    ring.push([longitude, latitude]);
  }
  const [first, last] = [ring[0], ring.at(-1)];
  if (ring.length < 4 || first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
    return {
      wrong: 'A ring is not closed, or has fewer than four positions.',
      advice: 'End each ring with its first position (RFC 7946, section 3.1.6).',
    };
  }
  const crossing = selfIntersection(ring);
  return crossing === null
    ? ring
    : {
        wrong: `A ring crosses or touches itself near ${crossing.join(', ')}.`,
        advice: 'Repair the geometry (in QGIS: "Fix geometries").',
      };
}
