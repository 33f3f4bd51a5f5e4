import { recordRow } from '../../support/subgraph.ts';

type Columns = Readonly<Record<string, unknown>>;

const at = '2026-03-02T08:00:00.000000Z';

/** A consignment that waits to be collected, unless said otherwise. */
export function consignmentRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    utn: null,
    reference: id.slice(-6),
    sender_code: 'XAA',
    consignee_code: 'XAB',
    donor_code: null,
    category: 'FOOD',
    corridor_code: null,
    crossing_code: null,
    destination_pcode: null,
    project_id: null,
    priority: 'NORMAL',
    pallets: null,
    weight_tonnes: null,
    volume_cubic_metres: null,
    state: 'OFFLOADED',
    state_changed_at: at,
    state_reason: null,
    outcome: null,
    outcome_at: null,
    intercepted_how: null,
    delivered_weight_tonnes: null,
    line_items: [],
    ...more,
  });
}

/** One truck of ten tonnes of food, collected and counted by the UN 2720 mechanism. */
export function flowCountRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    date: '2026-03-02',
    crossing_code: 'NORTH',
    destination_pcode: null,
    stage: 'COLLECTED',
    category: 'FOOD',
    counting_basis: 'UN2720',
    trucks: 1,
    pallets: null,
    weight_tonnes: 10,
    ...more,
  });
}

export function movementRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    approver_code: 'XAC',
    sector: 'FSC',
    from_pcode: 'P1',
    to_pcode: 'P2',
    day: '2026-03-02',
    purpose: 'AID_DISTRIBUTION',
    state: 'APPROVED',
    state_changed_at: at,
    delay_minutes: null,
    reason: null,
    reason_note: null,
    ...more,
  });
}

export function stockRow(id: string, observed: string, more: Columns = {}) {
  return recordRow(id, {
    place_pcode: 'P1',
    category: 'FOOD',
    weight_tonnes: 100,
    days_of_supply: 10,
    observed_at: observed,
    as_of: observed,
    ...more,
  });
}

export function capacityRow(id: string, day: string, more: Columns = {}) {
  return recordRow(id, {
    corridor_code: 'SEA',
    day,
    planned_trucks: 10,
    actual_trucks: 8,
    ...more,
  });
}

export function priceRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    place_pcode: 'P1',
    month: '2026-03-01',
    item: 'wheat flour',
    unit: 'KGM',
    median_price: 2,
    currency: 'XTS',
    availability: 'FULL',
    quotes: 5,
    ...more,
  });
}
