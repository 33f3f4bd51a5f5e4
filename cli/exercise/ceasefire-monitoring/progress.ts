import type { Random } from '../random.ts';

/** How far the work on an incident has come. Times are minutes of the exercise. */
export interface Progress {
  readonly state: string;
  readonly standing: string;
  readonly openedAt: number;
  readonly startedAt: number | null;
  readonly decidedAt: number | null;
  readonly closedAt: number | null;
  readonly changedAt: number;
}

const hour = 60;
const day = 24 * hour;

/** Draws an incident's way through its states, as far as it gets by the exercise's end. */
export function drawProgress(
  random: Random,
  onDay: number,
  end: number,
  repeated: boolean,
): Progress {
  const openedAt = Math.min(onDay * day + random.int(hour, 2 * day), end);
  const open: Progress = {
    state: 'OPEN',
    standing: 'ALLEGED',
    openedAt,
    startedAt: null,
    decidedAt: null,
    closedAt: null,
    changedAt: openedAt,
  };
  const startedAt = openedAt + random.int(hour, 3 * day);
  // Not everything that is reported can be looked into.
  if (startedAt > end || random.chance(0.15)) return open;
  const verifying = { ...open, state: 'UNDER_VERIFICATION', startedAt, changedAt: startedAt };
  const decidedAt = startedAt + random.int(6 * hour, 14 * day);
  if (decidedAt > end) return verifying;
  const standing = repeated
    ? 'DUPLICATE'
    : random.weighted({ VERIFIED: 55, UNSUBSTANTIATED: 30, DISPUTED: 15 });
  const decided = { ...verifying, state: standing, standing, decidedAt, changedAt: decidedAt };
  const closedAt = decidedAt + random.int(day, 10 * day);
  if (closedAt > end || random.chance(0.15)) return decided;
  const reopenedAt = closedAt + random.int(day, 20 * day);
  if (reopenedAt <= end && !repeated && random.chance(0.04)) {
    return { ...verifying, state: 'REOPENED', changedAt: reopenedAt };
  }
  return { ...decided, state: 'CLOSED', closedAt, changedAt: closedAt };
}
