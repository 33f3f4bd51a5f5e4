/**
 * The fictional territory of every exercise. It lies in open sea where the equator meets the prime
 * meridian, so that no picture of it can pass for a claim about a real place.
 */

export interface ExercisePlace {
  readonly pcode: string;
  readonly name: { readonly en: string; readonly ar: string; readonly he: string };
  /** GeoJSON ring: closed, counter-clockwise, longitude first. Neighbours share their edges. */
  readonly ring: readonly (readonly [number, number])[];
}

export interface ExerciseCrossing {
  readonly code: string;
  readonly name: string;
  /** The district on its inner side. */
  readonly pcode: string;
  /** Longitude, latitude; two decimals. */
  readonly point: readonly [number, number];
}

export const territory = {
  pcode: 'XT01',
  name: { en: 'Tessara', ar: 'تيسارا', he: 'טסארה' },
} as const;

// Corners of two rows of three districts, west to east.
const south = [
  [0.02, 0.03],
  [0.21, 0.01],
  [0.39, 0.04],
  [0.58, 0.02],
] as const;
const middle = [
  [0.01, 0.22],
  [0.19, 0.24],
  [0.41, 0.21],
  [0.6, 0.23],
] as const;
const north = [
  [0.03, 0.44],
  [0.2, 0.46],
  [0.4, 0.43],
  [0.57, 0.45],
] as const;

type Corner = readonly [number, number];

function ring(lower: readonly Corner[], upper: readonly Corner[], column: number): Corner[] {
  const [a, b, c, d] = [lower[column], lower[column + 1], upper[column + 1], upper[column]];
  if (!a || !b || !c || !d) throw new RangeError(`No district in column ${column}.`);
  return [a, b, c, d, a];
}

export const places: readonly ExercisePlace[] = [
  {
    pcode: 'XT0101',
    name: { en: 'Arvane', ar: 'أرفان', he: 'ארוואן' },
    ring: ring(south, middle, 0),
  },
  {
    pcode: 'XT0102',
    name: { en: 'Belmora', ar: 'بلمورا', he: 'בלמורה' },
    ring: ring(south, middle, 1),
  },
  {
    pcode: 'XT0103',
    name: { en: 'Corvell', ar: 'كورفيل', he: 'קורבל' },
    ring: ring(south, middle, 2),
  },
  {
    pcode: 'XT0104',
    name: { en: 'Dunmarra', ar: 'دونمارا', he: 'דונמארה' },
    ring: ring(middle, north, 0),
  },
  {
    pcode: 'XT0105',
    name: { en: 'Esterow', ar: 'إستيرو', he: 'אסטרו' },
    ring: ring(middle, north, 1),
  },
  {
    pcode: 'XT0106',
    name: { en: 'Falkera', ar: 'فالكيرا', he: 'פלקרה' },
    ring: ring(middle, north, 2),
  },
];

export const crossings: readonly ExerciseCrossing[] = [
  { code: 'SOUTHGATE', name: 'Southgate', pcode: 'XT0101', point: [0.1, 0.02] },
  { code: 'MILLBRIDGE', name: 'Millbridge', pcode: 'XT0102', point: [0.3, 0.02] },
  { code: 'EASTFORD', name: 'Eastford', pcode: 'XT0103', point: [0.59, 0.12] },
  { code: 'NORTHPORT', name: 'Northport', pcode: 'XT0104', point: [0.1, 0.45] },
  { code: 'HARROWPASS', name: 'Harrow Pass', pcode: 'XT0106', point: [0.58, 0.34] },
];

export const corridors = ['XC_COAST', 'XC_HIGHLAND', 'XC_HARBOUR', 'XC_AIRLIFT'] as const;

/** ISO 3166 user-assigned codes: no state has them, nor will have. */
export const partners = Array.from(
  { length: 24 },
  (_, n) => `XA${String.fromCharCode('A'.charCodeAt(0) + n)}`,
);
