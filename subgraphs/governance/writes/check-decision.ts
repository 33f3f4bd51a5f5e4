import type { Check, Problem } from '@entente/kit';
import { endsAfter } from './days.ts';

export const checkDecision: Check = ({ row }) => {
  const problems: Problem[] = [...endsAfter(row, 'effective_from', 'effective_to', 'effectiveTo')];
  const releases = (row['releases'] ?? []) as readonly unknown[];
  if (releases.length > 0 && row['kind'] !== 'RELEASE_TO_PUBLIC') {
    problems.push({
      field: 'releases',
      message: 'Only RELEASE_TO_PUBLIC clears records for the spokesperson.',
      advice: 'Leave them out, or correct the kind.',
    });
  }
  return problems;
};
