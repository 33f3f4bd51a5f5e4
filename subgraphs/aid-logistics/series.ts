import { defineSeries } from '@entente/kit';

/** What is counted over time; `always` holds what is never added up. */
export const series = [
  defineSeries('DeliverySeries', {
    entity: 'Consignment',
    time: 'stateChangedAt',
    always: ['state'],
    measures: {
      pallets: 'sum(t.pallets)',
      weightTonnes: 'sum(t.weight_tonnes)',
      deliveredWeightTonnes: 'sum(t.delivered_weight_tonnes)',
      weightUnknown: 'count(*) filter (where t.weight_tonnes is null)',
      records: 'count(*)',
    },
  }),
  defineSeries('FlowSeries', {
    entity: 'FlowCount',
    time: 'date',
    always: ['stage', 'countingBasis'],
    measures: {
      trucks: 'sum(t.trucks)',
      pallets: 'sum(t.pallets)',
      weightTonnes: 'sum(t.weight_tonnes)',
      trucksUnknown: 'count(*) filter (where t.trucks is null)',
      weightUnknown: 'count(*) filter (where t.weight_tonnes is null)',
      records: 'count(*)',
    },
  }),
  defineSeries('MovementSeries', {
    entity: 'MovementRequest',
    time: 'day',
    always: ['state'],
    measures: {
      delayMinutes: 'sum(t.delay_minutes)',
      delayKnown: 'count(t.delay_minutes)',
      records: 'count(*)',
    },
  }),
  defineSeries('StockSeries', {
    entity: 'StockReport',
    time: 'observedAt',
    // A level of one holder, place and category: several reports of a period give its range.
    always: ['owner', 'place', 'category'],
    measures: {
      lowestWeightTonnes: 'min(t.weight_tonnes)',
      highestWeightTonnes: 'max(t.weight_tonnes)',
      lowestDaysOfSupply: 'min(t.days_of_supply)',
      highestDaysOfSupply: 'max(t.days_of_supply)',
      records: 'count(*)',
    },
  }),
  defineSeries('CapacitySeries', {
    entity: 'CorridorCapacity',
    time: 'day',
    always: ['owner'],
    measures: {
      plannedTrucks: 'sum(t.planned_trucks)',
      actualTrucks: 'sum(t.actual_trucks)',
      shortfallTrucks: 'sum(t.planned_trucks - t.actual_trucks)',
      plannedUnknown: 'count(*) filter (where t.planned_trucks is null)',
      actualUnknown: 'count(*) filter (where t.actual_trucks is null)',
      records: 'count(*)',
    },
  }),
  defineSeries('PriceSeries', {
    entity: 'MarketPrice',
    time: 'month',
    // The table has one record per month of these, so min and sum give its values unchanged.
    always: ['owner', 'place', 'item', 'unit', 'currency'],
    measures: {
      medianPrice: 'min(t.median_price)',
      quotes: 'sum(t.quotes)',
      records: 'count(*)',
    },
  }),
];
