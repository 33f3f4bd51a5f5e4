import { operations } from '../operations.ts';
import type { ThroughputWorkload } from './throughput.ts';

const common = { dedupe: false, eachDifferent: false, cold: false, connections: 16, operations };

/** What is measured under load, in this order; the first is the headline. */
export const throughputWorkloads: readonly ThroughputWorkload[] = Object.freeze([
  {
    ...common,
    name: 'no-sharing',
    what: 'each request asks about other records: no key, no answer comes twice',
    eachDifferent: true,
  },
  {
    ...common,
    name: 'unchanged',
    what: 'the same request, every subgraph is asked each time and answers the same',
  },
  {
    ...common,
    name: 'in-flight',
    what: 'identical requests at the same time, sharing switched on',
    dedupe: true,
    connections: 64,
  },
  {
    ...common,
    name: 'cold',
    what: 'each request is an operation never seen before',
    eachDifferent: true,
    cold: true,
    operations: operations.filter(({ name }) => name === 'deep' || name === 'list'),
  },
]);
