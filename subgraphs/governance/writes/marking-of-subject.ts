import type { Row } from '@entente/kit';

/**
 * The marking of a statement that comes without one: released as the record that it is about, and to
 * that record's owner. The statement's own partner can mark it otherwise.
 */
export function markingOfSubject(row: Row) {
  const list = (column: string) => (row[column] ?? []) as readonly string[];
  const owner = String(row['owner_code']);
  const released = list('marking_releasable_to');
  return {
    policyId: String(row['marking_policy_id']),
    classification: String(row['marking_classification']),
    sensitivity: String(row['marking_sensitivity']),
    tlp: String(row['marking_tlp']),
    releasableTo: released.includes(owner) ? released : [...released, owner],
    excluded: list('marking_excluded').filter((code) => code !== owner),
    purposes: list('marking_purposes'),
    reviewAt: row['marking_review_at'] == null ? null : String(row['marking_review_at']),
  };
}
