import { type LockedRecord, parseId, refusal, type WriteContext } from '@entente/kit';

/** Reports that one mutation merges or takes apart at most. */
export const maxReports = 100;

/** Ids of a mutation's reports, each once. */
export function reportIds(reports: readonly string[]): readonly string[] {
  const ids = [...new Set(reports)];
  if (ids.length > 0 && ids.length <= maxReports) return ids;
  throw refusal('BAD_USER_INPUT', `\`reports\` must hold 1 to ${maxReports} ids.`, {
    field: 'reports',
  });
}

export function isOwn(id: string, { caller }: Pick<WriteContext, 'caller'>): boolean {
  return parseId(id)?.owner === caller.partner;
}

/** Others' reports that the owner of an incident groups in it. */
export function groupedReports({ stored }: LockedRecord): readonly string[] {
  return (stored['reports_of_others_id'] ?? []) as readonly string[];
}
