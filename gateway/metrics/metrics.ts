export interface Metric {
  readonly name: string;
  readonly type: 'counter' | 'gauge';
  readonly help: string;
}

/** Everything that `GET /metrics` tells, in its order; docs/guides/operating.md shows the same. */
export const metrics = Object.freeze([
  {
    name: 'entente_requests_total',
    type: 'counter',
    help: 'Requests to /graphql by outcome: answered, refused (4xx), failed (5xx), aborted by the client.',
  },
  {
    name: 'entente_requests_in_flight',
    type: 'gauge',
    help: 'Requests to /graphql that are being answered.',
  },
  {
    name: 'entente_errors_total',
    type: 'counter',
    help: 'Errors in answers, by code.',
  },
  {
    name: 'entente_planner_calls_total',
    type: 'counter',
    help: 'Operations given to the query planner since the graph was loaded.',
  },
  {
    name: 'entente_shared_in_flight',
    type: 'gauge',
    help: 'Work under way that identical requests join: operations, fetches.',
  },
  {
    name: 'entente_cache_entries',
    type: 'gauge',
    help: 'Entries of a cache.',
  },
  {
    name: 'entente_cache_bytes',
    type: 'gauge',
    help: 'Bytes that a cache counts against its limit.',
  },
  {
    name: 'entente_cache_limit_entries',
    type: 'gauge',
    help: 'Entries that a cache keeps at most.',
  },
  {
    name: 'entente_cache_limit_bytes',
    type: 'gauge',
    help: 'Bytes that a cache keeps at most.',
  },
  {
    name: 'entente_records_held_back_total',
    type: 'counter',
    help: 'Records that their owner delivered and that were not released to the caller, by subgraph and type.',
  },
] as const satisfies readonly Metric[]);

export type MetricName = (typeof metrics)[number]['name'];

/** One number of a metric. */
export interface Sample {
  readonly name: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}
