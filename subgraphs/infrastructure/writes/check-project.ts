import type { Check, Problem } from '@entente/kit';
import { daysInOrder } from './days-in-order.ts';

const currencies: ReadonlySet<unknown> = new Set(Intl.supportedValuesOf('currency'));

/** Work begins when nothing that the project itself names holds it up; gates of others are theirs. */
export const checkProject: Check = ({ row, before }) => {
  const problems: Problem[] = [...daysInOrder(row, 'starts_on', 'ends_on', 'endsOn')];
  const waits = (row['waits_on'] ?? []) as readonly string[];
  const begins = row['state'] === 'IN_PROGRESS' && before?.['state'] !== 'IN_PROGRESS';
  if (begins && waits.length > 0) {
    problems.push({
      field: 'waitsOn',
      message: `The project waits on ${waits.join(', ')}.`,
      advice: 'Give `with: { waitsOn: [] }` once it waits no longer.',
    });
  }
  if (row['crossing_code'] != null && row['type'] !== 'CROSSING_WORKS') {
    problems.push({
      field: 'crossing',
      message: 'Only CROSSING_WORKS have a crossing.',
      advice: 'Leave the crossing out, or correct the type.',
    });
  }
  if (!currencies.has(row['currency'])) {
    problems.push({
      field: 'currency',
      message: `${row['currency']} is no currency.`,
      advice: 'Give its three letters of ISO 4217, such as USD.',
    });
  }
  return problems;
};
