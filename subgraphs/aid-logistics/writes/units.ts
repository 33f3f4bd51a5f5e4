/** Codes of UN/ECE Recommendation 20 that records are written with: the hub's list `UnitOfMeasure`. */
export const units: readonly string[] = Object.freeze([
  'C62',
  'H87',
  'SET',
  'KGM',
  'TNE',
  'LTR',
  'MTQ',
  'MTR',
  'KMT',
  'MTK',
  'KMK',
  'KWH',
  'MWH',
  'HUR',
  'DAY',
  'P1',
]);
