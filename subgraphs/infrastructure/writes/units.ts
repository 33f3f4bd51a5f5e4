/** Codes of UN/ECE Recommendation 20 for material: of the hub's list `UnitOfMeasure`. */
export const units: readonly string[] = Object.freeze([
  'C62',
  'H87',
  'SET',
  'KGM',
  'TNE',
  'LTR',
  'MTQ',
  'MTR',
  'MTK',
]);
