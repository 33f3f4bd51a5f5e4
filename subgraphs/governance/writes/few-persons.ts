import { suppressionThreshold } from '@entente/kit';

/** Whether a count of persons is so small that it must not stand anywhere, revisions included. */
export function isFew(count: unknown): boolean {
  return count != null && Number(count) > 0 && Number(count) < suppressionThreshold;
}
