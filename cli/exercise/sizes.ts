/** How much an exercise holds: `small` for a laptop's first start, `medium` for measuring. */
export type ExerciseSize = 'small' | 'medium';

/** Days that an exercise looks back from its last day. */
export const exerciseDays: Readonly<Record<ExerciseSize, number>> = { small: 90, medium: 730 };

/**
 * Records per kind: about 5 thousand rows in all at `small`, 500 thousand at `medium`. The names
 * are those in the records' ids.
 */
export const recordCounts = {
  'planning-figure': { small: 60, medium: 60 },
  'published-total': { small: 60, medium: 1_200 },
  'crossing-status': { small: 150, medium: 8_000 },
  consignment: { small: 600, medium: 80_000 },
  'flow-count': { small: 900, medium: 110_000 },
  'movement-request': { small: 250, medium: 30_000 },
  'stock-report': { small: 200, medium: 25_000 },
  'corridor-capacity': { small: 140, medium: 3_000 },
  'market-price': { small: 180, medium: 8_000 },
  commitment: { small: 24, medium: 24 },
  'incident-report': { small: 500, medium: 60_000 },
  incident: { small: 200, medium: 25_000 },
  assessment: { small: 300, medium: 40_000 },
  'verification-task': { small: 150, medium: 20_000 },
  'control-line-version': { small: 3, medium: 6 },
  alert: { small: 25, medium: 1_000 },
  'period-summary': { small: 200, medium: 12_000 },
  facility: { small: 250, medium: 6_000 },
  'damage-assessment': { small: 60, medium: 2_000 },
  project: { small: 120, medium: 3_000 },
  'material-request': { small: 250, medium: 25_000 },
  'service-output': { small: 170, medium: 18_000 },
  'debris-task': { small: 60, medium: 3_000 },
  'hazard-survey': { small: 80, medium: 4_000 },
  milestone: { small: 60, medium: 300 },
  'zone-scheme': { small: 2, medium: 2 },
  zone: { small: 16, medium: 60 },
  'zone-transition': { small: 12, medium: 120 },
  body: { small: 8, medium: 8 },
  mandate: { small: 6, medium: 6 },
  'reform-benchmark': { small: 20, medium: 60 },
  pledge: { small: 60, medium: 1_500 },
  decision: { small: 25, medium: 1_000 },
  participation: { small: 50, medium: 200 },
  representation: { small: 50, medium: 2_000 },
  position: { small: 40, medium: 2_000 },
  indicator: { small: 12, medium: 40 },
  dependency: { small: 60, medium: 2_000 },
  'displacement-figure': { small: 120, medium: 6_000 },
} as const satisfies Readonly<Record<string, Readonly<Record<ExerciseSize, number>>>>;

export type RecordKind = keyof typeof recordCounts;
