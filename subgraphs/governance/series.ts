import { defineSeries } from '@entente/kit';

const amountOf = (states: string, column: string) =>
  `sum(t.${column}) filter (where t.state ${states} 'WITHDRAWN')`;

/** What dashboards plot. Kinds, units, states, bands and indicators are never summed over. */
export const series = [
  defineSeries('MilestoneSeries', {
    entity: 'Milestone',
    time: 'stateChangedAt',
    always: ['state'],
    measures: { records: 'count(*)' },
  }),
  defineSeries('PledgeSeries', {
    entity: 'Pledge',
    time: 'announcedOn',
    always: ['kind', 'unit'],
    measures: {
      pledgedAmount: amountOf('<>', 'amount'),
      withdrawnAmount: amountOf('=', 'amount'),
      fulfilledAmount: 'sum(t.fulfilled_amount)',
      records: 'count(*)',
      amountUnknown: 'count(*) filter (where t.amount is null)',
      fulfilledUnknown: 'count(*) filter (where t.fulfilled_amount is null)',
    },
  }),
  defineSeries('IndicatorSeries', {
    entity: 'IndicatorValue',
    time: 'date',
    always: ['indicator'],
    measures: {
      minValue: 'min(t.value)',
      maxValue: 'max(t.value)',
      sumOfValues: 'sum(t.value)',
      records: 'count(*)',
    },
  }),
  defineSeries('DisplacementSeries', {
    entity: 'DisplacementFigure',
    time: 'week',
    always: ['movement', 'band'],
    measures: { records: 'count(*)' },
  }),
];
