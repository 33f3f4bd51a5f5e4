import type { Check } from '@entente/kit';
import { notToCome } from './days.ts';

export const checkReformBenchmark: Check = ({ row, at }) => [
  ...notToCome(row, 'baseline_on', 'baselineOn', at),
  ...notToCome(row, 'assessed_on', 'assessedOn', at),
];
