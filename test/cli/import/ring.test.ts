import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Ring,
  selfIntersection,
  signedArea,
  wound,
} from '../../../cli/import/geojson/ring.ts';

/** A star around a point: simple whatever the distances are. */
const star = fc
  .array(fc.integer({ min: 1, max: 20 }), { minLength: 3, maxLength: 40 })
  .map((spokes): Ring => {
    const positions = spokes.map((distance, n): readonly [number, number] => {
      const angle = (2 * Math.PI * n) / spokes.length;
      return [distance * Math.cos(angle), distance * Math.sin(angle)];
    });
    return [...positions, ...positions.slice(0, 1)];
  });

describe('a ring', () => {
  it('is simple when it runs around a point, in either direction', () => {
    fc.assert(
      fc.property(star, (ring) => {
        expect(selfIntersection(ring)).toBeNull();
        expect(selfIntersection(ring.toReversed())).toBeNull();
      }),
    );
  });

  it('runs counter-clockwise outside and clockwise as a hole', () => {
    fc.assert(
      fc.property(star, fc.boolean(), (ring, turned) => {
        const given = turned ? ring.toReversed() : ring;
        expect(signedArea(wound(given, true))).toBeGreaterThan(0);
        expect(signedArea(wound(given, false))).toBeLessThan(0);
      }),
    );
  });

  it.each<[string, Ring]>([
    [
      'crosses itself',
      [
        [0, 0],
        [2, 2],
        [2, 0],
        [0, 2],
        [0, 0],
      ],
    ],
    [
      'touches itself',
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [2, 0],
        [0, 4],
        [0, 0],
      ],
    ],
    [
      'folds back on itself',
      [
        [0, 0],
        [4, 0],
        [2, 0],
        [2, 2],
        [0, 0],
      ],
    ],
    [
      'folds back where it closes',
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [6, 0],
        [0, 0],
      ],
    ],
    [
      'runs over a part of itself',
      [
        [0, 0],
        [4, 0],
        [4, 4],
        [3, 0],
        [1, 0],
        [0, 4],
        [0, 0],
      ],
    ],
    [
      'repeats a position',
      [
        [0, 0],
        [4, 0],
        [4, 0],
        [4, 4],
        [0, 0],
      ],
    ],
  ])('is not simple when it %s', (_, ring) => {
    expect(selfIntersection(ring)).not.toBeNull();
  });
});
