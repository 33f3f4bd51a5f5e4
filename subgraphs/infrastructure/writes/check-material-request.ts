import type { Check, Problem, Row } from '@entente/kit';

/** Field, its column and the column that it cannot exceed. */
const bounds = [
  ['quantityCleared', 'quantity_cleared', 'quantity'],
  ['quantityConsumed', 'quantity_consumed', 'quantity_entered'],
  ['quantityAudited', 'quantity_audited', 'quantity_entered'],
] as const;

/** States from which on a quantity is known: it cannot be corrected into being before. */
const knownFrom: Readonly<Record<string, readonly string[]>> = {
  quantityCleared: ['CLEARED', 'DENIED', 'ENTERED', 'CONSUMED', 'AUDITED'],
  quantityEntered: ['ENTERED', 'CONSUMED', 'AUDITED'],
  quantityConsumed: ['CONSUMED', 'AUDITED'],
  quantityAudited: ['AUDITED'],
};

const columns: Readonly<Record<string, string>> = {
  quantityCleared: 'quantity_cleared',
  quantityEntered: 'quantity_entered',
  quantityConsumed: 'quantity_consumed',
  quantityAudited: 'quantity_audited',
};

/**
 * What was used or found cannot be more than what came in. What came in may be more than was
 * cleared: that is a finding, not a slip.
 */
export const checkMaterialRequest: Check = ({ row, before }) => {
  const problems: Problem[] = [...decided(row, before)];
  for (const [field, states] of Object.entries(knownFrom)) {
    const given = row[columns[field] ?? ''] != null;
    if (!given || states.includes(String(row['state']))) continue;
    problems.push({
      field,
      message: `A request that is ${row['state']} has no ${field} yet.`,
      advice: `Give it when the request becomes ${states[0]}.`,
    });
  }
  for (const [field, column, limit] of bounds) {
    const [value, most] = [row[column], row[limit]];
    if (value == null || most == null || Number(value) <= Number(most)) continue;
    problems.push({
      field,
      message: `${value} is more than the ${most} that there were.`,
      advice: 'Correct the quantity, in the unit of the request.',
    });
  }
  return problems;
};

/** What a partner that is not the owner has decided, and on what. */
const decision = {
  project: 'project_id',
  item: 'item',
  quantity: 'quantity',
  unit: 'unit',
  restrictedClass: 'restricted_class',
  decider: 'decider_code',
  quantityCleared: 'quantity_cleared',
  decisionReason: 'decision_reason',
};

function decided(row: Row, before: Row | null): readonly Problem[] {
  const by = before?.['decider_code'] ?? null;
  if (before === null || by === null || by === before['owner_code']) return [];
  if (before['state'] === 'SUBMITTED') return [];
  const changed = Object.entries(decision).find(([, column]) => row[column] !== before[column]);
  if (changed === undefined) return [];
  return [
    {
      field: changed[0],
      message: `${by} has decided on this value.`,
      advice: 'Withdraw the request and make another.',
    },
  ];
}
