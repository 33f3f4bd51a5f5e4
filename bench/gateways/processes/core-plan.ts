import { availableParallelism } from 'node:os';

/** Who runs on which cores, as `taskset -c` takes them. */
export interface CorePlan {
  readonly gateway: string;
  readonly load: string;
  /** A process of stand-ins for each. */
  readonly standIns: readonly string[];
}

/**
 * Gateway, load generator and stand-ins apart from each other, as far as the machine has cores.
 *
 * @param gatewayCores how many the gateway may use
 */
export function planCores(gatewayCores = 1, cores: number = availableParallelism()): CorePlan {
  const last = cores - 1;
  if (cores < gatewayCores + 2) {
    const rest = `${Math.min(gatewayCores, last)}-${last}`;
    return { gateway: range(0, gatewayCores), load: rest, standIns: [rest] };
  }
  const standIns = Array.from({ length: Math.min(2, cores - gatewayCores - 1) }, (_, index) =>
    String(gatewayCores + 1 + index),
  );
  return { gateway: range(0, gatewayCores), load: String(gatewayCores), standIns };
}

function range(first: number, count: number): string {
  return count === 1 ? String(first) : `${first}-${first + count - 1}`;
}
