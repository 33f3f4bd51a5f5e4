import { recordRow } from '../../support/subgraph.ts';

type Columns = Readonly<Record<string, unknown>>;

export function facilityRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    name: { en: id },
    type: 'HOSPITAL',
    place_pcode: 'XT0101',
    approx_point: { type: 'Point', coordinates: [0.12, 0.09] },
    function: 'FULL',
    function_changed_at: '2026-01-01T00:00:00.000000Z',
    ...more,
  });
}

/** A housing project in March, of the owner that the id names. */
export function projectRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    title: { en: id },
    iati_id: null,
    type: 'HOUSING',
    sector: 'SHL',
    dac_purpose: 'DAC_73010',
    place_pcode: 'XT0101',
    zone_id: null,
    crossing_code: null,
    facility_id: null,
    plan_points_number: [10],
    budget: 100_000,
    currency: 'USD',
    organisations: [],
    starts_on: '2026-03-01',
    ends_on: '2026-03-31',
    state: 'IN_PROGRESS',
    state_changed_at: '2026-03-01T00:00:00.000000Z',
    waits_on: [],
    wait_reason: null,
    ...more,
  });
}

export function requestRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    project_id: 'XAA:project:1',
    item: 'Cement',
    quantity: 100,
    unit: 'TNE',
    restricted_class: 'DUAL_USE',
    needed_by: null,
    state: 'SUBMITTED',
    state_changed_at: '2026-03-01T00:00:00.000000Z',
    decision_reason: null,
    quantity_cleared: null,
    quantity_entered: null,
    quantity_consumed: null,
    quantity_audited: null,
    ...more,
  });
}

export function damageRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    place_pcode: 'XT0101',
    imagery_date: '2026-03-01',
    method: 'SATELLITE_IMAGERY',
    structures: 1_000,
    destroyed: 300,
    severe: 100,
    moderate: 50,
    possible: 25,
    housing_units: null,
    ...more,
  });
}
