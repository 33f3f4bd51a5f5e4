import type { Row, Visibility } from '@entente/kit';

/** The release rule, written a second time and plainly: what tests hold the database to. */
export function released(row: Row, who: Visibility, type: string, now = Date.now()): boolean {
  const texts = (column: string) => (row[column] ?? []) as readonly string[];
  const [owner] = String(row['id']).split(':');
  if (row['marking_policy_id'] == null || row['marking_originator'] !== owner) return false;
  if (who.partner === owner) return true;
  const audience = [who.partner, ...who.groups];
  const hits = (codes: readonly string[]) => codes.some((code) => audience.includes(code));
  const agreement = who.agreements.some(
    ({ id, types }) => id === row['marking_policy_id'] && (types === null || types.includes(type)),
  );
  const review = row['marking_review_at'];
  return (
    hits(texts('marking_releasable_to')) &&
    !hits(texts('marking_excluded')) &&
    texts('marking_purposes').includes(who.purpose) &&
    (review == null || now < Date.parse(String(review))) &&
    agreement
  );
}
