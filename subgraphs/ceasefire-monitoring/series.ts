import { defineSeries } from '@entente/kit';
import { incidentCounts } from './incident-counts.ts';

const hours = 'extract(epoch from t.decided_at - t.opened_at) / 3600';

/** What is counted over time. */
export const series = [
  defineSeries('IncidentSeries', {
    entity: 'Incident',
    time: 'occurredOn',
    measures: incidentCounts,
  }),
  defineSeries('AssessmentSeries', {
    entity: 'Assessment',
    time: 'madeAt',
    always: ['finding'],
    measures: { assessments: 'count(*)' },
  }),
  defineSeries('VerificationSeries', {
    entity: 'Incident',
    time: 'decidedAt',
    // Medians of several owners cannot be merged, so every point has its owner.
    always: ['owner', 'standing'],
    measures: {
      decided: 'count(*)',
      hoursTotal: `sum(${hours})::double precision`,
      hoursMedian: `percentile_cont(0.5) within group (order by (${hours})::double precision)`,
    },
  }),
];
