import { recordRow } from '../../support/subgraph.ts';

/** An instant that many hours from now. */
export function hoursFromNow(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}

export function placeRow(pcode: string, level: number, parent: string | null, more: object = {}) {
  return {
    pcode,
    iso3166_2: null,
    level,
    name: { en: `Place ${pcode}` },
    parent_pcode: parent,
    governorate_pcode: level < 2 ? null : level === 2 ? pcode : parent,
    polygon: null,
    area_sq_km: null,
    version: 'test',
    valid_on: '2026-01-01',
    source_id: 'HUB:source:hub-operator',
    ...more,
  };
}

export function crossingRow(code: string, more: object = {}) {
  return {
    code,
    name: { en: code },
    names: [code],
    adm2_pcode: 'XT0101',
    approx_point: { type: 'Point', coordinates: [0.1, 0.02] },
    uncertainty_km: 1,
    directions: ['INBOUND'],
    cargo_classes: ['FUEL'],
    source_id: null,
    ...more,
  };
}

interface Statement {
  readonly id: string;
  readonly crossing: string;
  readonly status: string;
  /** Hours from now at which it was observed; negative is past. */
  readonly observed: number;
  /** Hours from now at which it stops to hold. */
  readonly until: number;
  readonly cargoClass?: string;
  readonly direction?: string;
}

export function statusRow(statement: Statement) {
  const { id, crossing, status, observed, until } = statement;
  const at = hoursFromNow(observed);
  return {
    ...recordRow(id, { observed_at: at, as_of: at, valid_until: hoursFromNow(until) }),
    crossing_code: crossing,
    direction: statement.direction ?? 'INBOUND',
    cargo_class: statement.cargoClass ?? 'FUEL',
    stated_status: status,
    reason: null,
  };
}

export function totalRow(id: string, more: object = {}) {
  return {
    ...recordRow(id),
    publisher: 'Bureau',
    period_from: '2026-01-01',
    period_to: '2026-01-07',
    counting_basis: 'COMBINED_DECLARED',
    organisation: null,
    place_pcode: null,
    measure: 'trucks',
    value: 100,
    unit: 'C62',
    derived: false,
    ...more,
  };
}
