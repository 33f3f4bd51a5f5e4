import { defineSeries } from '@entente/kit';
import { suppressedPledge, suppressedValue } from './suppressed.ts';

/** A total with a suppressed addend would tell it to whoever knows the others. */
const unless = (suppressed: string, total: string) =>
  `case when not bool_or(${suppressed}) then ${total} end`;
const amountOf = (column: string, states?: string) =>
  unless(
    suppressedPledge,
    `sum(t.${column})${states === undefined ? '' : ` filter (where t.state ${states} 'WITHDRAWN')`}`,
  );
const ofValues = (aggregate: 'min' | 'max' | 'sum') =>
  unless(suppressedValue, `${aggregate}(t.value)`);

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
      pledgedAmount: amountOf('amount', '<>'),
      withdrawnAmount: amountOf('amount', '='),
      fulfilledAmount: amountOf('fulfilled_amount'),
      suppressed: `bool_or(${suppressedPledge})`,
      records: 'count(*)',
      amountUnknown: `count(*) filter (where t.amount is null or ${suppressedPledge})`,
      fulfilledUnknown: `count(*) filter (where t.fulfilled_amount is null or ${suppressedPledge})`,
    },
  }),
  defineSeries('IndicatorSeries', {
    entity: 'IndicatorValue',
    time: 'date',
    always: ['indicator'],
    measures: {
      minValue: ofValues('min'),
      maxValue: ofValues('max'),
      sumOfValues: ofValues('sum'),
      suppressed: `bool_or(${suppressedValue})`,
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
