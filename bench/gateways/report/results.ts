import type { Extent } from '../workloads/bench.ts';
import type { LatencyResult } from '../workloads/latency.ts';
import type { MemoryResult } from '../workloads/memory.ts';
import type { ThroughputResult } from '../workloads/throughput.ts';

/** All that a run found; `--json` prints it as it is. */
export interface Results {
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly node: string;
    /** Whether every process had cores of its own. */
    readonly pinned: boolean;
  };
  readonly extent: Extent;
  readonly engine: string;
  readonly workloads: readonly (ThroughputResult | LatencyResult | MemoryResult)[];
}
