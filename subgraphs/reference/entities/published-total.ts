import { defineEntity, defineSeries } from '@entente/kit';

export const publishedTotal = defineEntity('PublishedTotal');

/** The last figure of each period: published totals are often cumulative, so no sum is offered. */
export const publishedSeries = defineSeries('PublishedSeries', {
  entity: 'PublishedTotal',
  time: 'periodTo',
  always: [
    'publisher',
    'source',
    'countingBasis',
    'organisation',
    'place',
    'measure',
    'unit',
    'derived',
  ],
  measures: {
    value: '(array_agg(t.value order by t.period_to desc, t.as_of desc, t.id desc))[1]',
    records: 'count(*)',
  },
});
