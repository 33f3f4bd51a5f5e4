import type { Row } from './database.ts';

/** A record's label as the contract's `Marking` gives it; null where the record has none. */
export function markingOf(row: Row): Row | null {
  if (row['marking_policy_id'] == null) return null;
  return {
    policyId: row['marking_policy_id'],
    classification: row['marking_classification'],
    sensitivity: row['marking_sensitivity'],
    tlp: row['marking_tlp'],
    originator: row['marking_originator'],
    releasableTo: row['marking_releasable_to'],
    excluded: row['marking_excluded'],
    purposes: row['marking_purposes'],
    createdAt: row['marking_created_at'],
    reviewAt: row['marking_review_at'],
    successor: row['marking_successor'],
  };
}
