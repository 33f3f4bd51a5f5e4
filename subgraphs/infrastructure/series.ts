import { defineSeries } from '@entente/kit';

/** Damage is a state: imagery dates, methods and owners each keep a point of their own. */
const damage = defineSeries('DamageSeries', {
  entity: 'DamageAssessment',
  time: 'imageryDate',
  always: ['imageryDate', 'method', 'owner'],
  measures: {
    structures: 'sum(t.structures)',
    destroyed: 'sum(t.destroyed)',
    severe: 'sum(t.severe)',
    moderate: 'sum(t.moderate)',
    possible: 'sum(t.possible)',
    housingUnits: 'sum(t.housing_units)',
    housingUnitsUnknown: 'count(*) filter (where t.housing_units is null)',
    records: 'count(*)',
  },
});

/** Rates are per day and each record is one day, so that their sum is the period's volume. */
const service = defineSeries('ServiceSeries', {
  entity: 'ServiceOutput',
  time: 'date',
  measures: {
    waterM3: 'sum(t.water_m3_per_day)',
    waterRecords: 'count(t.water_m3_per_day)',
    waterDays: 'count(distinct t.date) filter (where t.water_m3_per_day is not null)',
    powerMwh: 'sum(t.power_mwh_per_day)',
    powerRecords: 'count(t.power_mwh_per_day)',
    gridHours: 'sum(t.grid_hours_per_day)',
    gridRecords: 'count(t.grid_hours_per_day)',
    bedDays: 'sum(t.beds)',
    bedRecords: 'count(t.beds)',
    records: 'count(*)',
  },
});

const debris = defineSeries('DebrisSeries', {
  entity: 'DebrisTask',
  time: 'startedOn',
  measures: {
    tonnesEstimated: 'sum(t.tonnes_estimated)',
    tonnesRemovedOfEstimated: 'sum(t.tonnes_removed) filter (where t.tonnes_estimated is not null)',
    tonnesRemoved: 'sum(t.tonnes_removed)',
    estimateUnknown: 'count(*) filter (where t.tonnes_estimated is null)',
    records: 'count(*)',
  },
});

/** Tonnes and pieces, or what is asked for and what is used, must not run together. */
const material = defineSeries('MaterialSeries', {
  entity: 'MaterialRequest',
  time: 'stateChangedAt',
  always: ['state', 'unit'],
  measures: {
    quantity: 'sum(t.quantity)',
    quantityCleared: 'sum(t.quantity_cleared)',
    quantityEntered: 'sum(t.quantity_entered)',
    quantityConsumed: 'sum(t.quantity_consumed)',
    quantityAudited: 'sum(t.quantity_audited)',
    quantityUnaccounted: 'sum(t.quantity_unaccounted)',
    records: 'count(*)',
  },
});

/** What dashboards plot, by period. */
export const series = [damage, service, debris, material];
