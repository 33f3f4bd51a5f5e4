import type { Draw } from './draw.ts';
import { partners } from './partners.ts';

/** The marking of a record that no mutation makes: released to all partners, some, or its owner alone. */
export function drawLabel({ chance, some }: Draw) {
  return {
    marking_policy_id: 'WIDE',
    marking_releasable_to: chance(60) ? ['PARTNERS'] : some(partners, 30),
    changed_at: '2026-01-01T00:00:00Z',
  };
}
