import type { Check } from '@entente/kit';

/** Width and height of a grid cell in degrees: at least 5 km2. */
const cell = 0.03;

/** The nearest centre of a cell, with the two decimals that it is stored with. */
const centre = (value: number) => Number((Math.round(value / cell) * cell).toFixed(2));

/** A point finer than a cell stays with the owner: it is not even rounded here. */
export const checkFacility: Check = ({ row }) => {
  const point = row['approx_point'] as { type?: unknown; coordinates?: readonly number[] } | null;
  if (point == null) return [];
  const { type, coordinates = [] } = point;
  if (type === 'Point' && coordinates.length === 2 && coordinates.every((n) => centre(n) === n)) {
    return [];
  }
  return [
    {
      field: 'approxPoint',
      message: 'The point is no centre of a grid cell.',
      advice: `Give a Point whose two coordinates are multiples of ${cell} degrees, or none.`,
    },
  ];
};
