import type { Row, Visibility } from '@entente/kit';
import { released } from '../../support/released.ts';
import { type Records, recordTypes, trail } from './records.ts';
import type { WrittenDomain } from './written-domain.ts';

/** Whether a record is released to the caller, by the rule as the tests state it. */
export function sees(domain: WrittenDomain, type: string, row: Row, who: Visibility): boolean {
  if (!released(row, who, type)) return false;
  const embargo = domain.embargo?.(type, row) ?? null;
  if (embargo === null || Date.now() >= embargo.until) return true;
  return row['owner_code'] === who.partner || embargo.exceptFor.includes(who.partner);
}

/** The world as if nothing that is withheld from the caller had ever been there. */
export function withoutWithheld(domain: WrittenDomain, records: Records, who: Visibility): Records {
  const types = recordTypes(domain.subgraph);
  const left: Record<string, readonly Row[]> = {};
  const ids = new Set<unknown>();
  for (const [table, type] of types) {
    left[table] = (records[table] ?? []).filter((row) => sees(domain, type, row, who));
    for (const { id } of left[table]) ids.add(id);
  }
  for (const table of trail) {
    left[table] = (records[table] ?? []).filter((row) => ids.has(row['record_id']));
  }
  left['idempotency'] = (records['idempotency'] ?? []).filter(
    ({ partner }) => partner === who.partner,
  );
  return left;
}
