import type { Check } from '@entente/kit';
import { notToCome } from './days.ts';
import { frozen } from './frozen.ts';

/** What the assessor assessed. */
const assessed = {
  body: 'body_id',
  area: 'area',
  title: 'title',
  baseline: 'baseline',
  baselineOn: 'baseline_on',
  target: 'target',
  assessor: 'assessor_code',
  assessedOn: 'assessed_on',
};

export const checkReformBenchmark: Check = ({ row, before, at }) => [
  ...notToCome(row, 'baseline_on', 'baselineOn', at),
  ...notToCome(row, 'assessed_on', 'assessedOn', at),
  // The assessor's next word brings a day of its own.
  ...(row['state'] === before?.['state']
    ? frozen(row, before, ['VERIFIED', 'DISPUTED'], assessed)
    : []),
];
