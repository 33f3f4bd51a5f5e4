import type { Check, Problem } from '@entente/kit';
import { endsAfter } from './days.ts';
import { requireReleased } from './require-released.ts';

/** Decisions in one conflict at most. */
export const maxDecisions = 20;

export const checkDecisionConflict: Check = async ({ row, before, db }) => {
  const problems: Problem[] = [];
  if (row['resolved_on'] != null && String(row['resolved_on']) < String(row['stated_on'])) {
    problems.push(...endsAfter(row, 'stated_on', 'resolved_on', 'resolvedOn'));
  }
  if (before !== null) return problems;
  const ids = [...new Set((row['decisions_id'] ?? []) as readonly string[])];
  if (ids.length < 2 || ids.length > maxDecisions) {
    problems.push({
      field: 'decisions',
      message: `A conflict is between 2 to ${maxDecisions} decisions.`,
      advice: 'Give the ids of different decisions.',
    });
    return problems;
  }
  await requireReleased(db, { name: 'Decision', table: 'decision' }, 'decisions', ids);
  return problems;
};
