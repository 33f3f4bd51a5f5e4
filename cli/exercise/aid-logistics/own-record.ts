import type { RecordKind } from '../sizes.ts';

/** The n-th record of a kind whose owner follows from what it says, not from chance. */
export function ownRecord(kind: RecordKind, owner: string, n: number) {
  return { owner, id: `${owner}:${kind}:${String(n).padStart(6, '0')}` };
}
