import { recordRow } from '../../support/subgraph.ts';

type Columns = Readonly<Record<string, unknown>>;

const opened = '2026-03-01T08:00:00.000000Z';

/** An incident that is still an allegation, unless said otherwise. */
export function incidentRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    type: 'BATTLES',
    sub_type: 'ARMED_CLASH',
    summary: null,
    occurred_on: '2026-03-01',
    place_pcode: 'XX01',
    crossing_code: null,
    commitment_id: null,
    plan_point_number: null,
    civilian_harm_band: 'UNKNOWN',
    state: 'OPEN',
    state_changed_at: opened,
    standing: 'ALLEGED',
    opened_at: opened,
    verification_started_at: null,
    decided_at: null,
    closed_at: null,
    duplicate_of_id: null,
    ...more,
  });
}

/** Columns of an incident whose verification ended so many hours after it was opened. */
export function decided(standing: string, hours: number): Columns {
  const at = new Date(Date.parse(opened) + hours * 3_600_000).toISOString();
  return { state: standing, standing, state_changed_at: at, decided_at: at };
}

export function closureRow(id: string, day: string, crossing: string) {
  return incidentRow(id, {
    type: 'ACCORD_IMPLEMENTATION',
    sub_type: 'CROSSING_CLOSURE',
    occurred_on: day,
    crossing_code: crossing,
  });
}

export function reportRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    type: 'BATTLES',
    sub_type: 'ARMED_CLASH',
    reporter_code: 'XAA',
    reporter_kind: 'MONITORING_TEAM',
    summary: null,
    occurred_on: '2026-03-01',
    day_precision: 1,
    received_at: opened,
    place_pcode: 'XX01',
    geo_precision: 3,
    crossing_code: null,
    state: 'RECEIVED',
    state_changed_at: opened,
    rejection_reason: null,
    incident_id: null,
    duplicate_of_id: null,
    ...more,
  });
}

export function assessmentRow(id: string, incident: string, finding: string, more: Columns = {}) {
  const row = recordRow(id);
  return {
    ...row,
    incident_id: incident,
    by_partner_code: row.owner_code,
    finding,
    attributed_to: null,
    confidence: 'MODERATE',
    rationale: null,
    made_at: opened,
    ...more,
  };
}

export function taskRow(id: string, incident: string, more: Columns = {}) {
  return recordRow(id, {
    incident_id: incident,
    method: 'FIELD_VISIT',
    team_role: 'MONITORING_TEAM',
    assigned_at: opened,
    due_at: '2026-03-03T08:00:00.000000Z',
    expires_at: '2026-03-10T08:00:00.000000Z',
    state: 'ASSIGNED',
    state_changed_at: opened,
    done_at: null,
    ...more,
  });
}

export function commitmentRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    instrument: 'Exercise accord',
    clause: '1(a)',
    obligated_party: 'First party',
    measure: 'Holds fire.',
    plan_point_number: 3,
    effective_from: '2026-01-01',
    effective_to: null,
    ...more,
  });
}

export function lineRow(id: string, version: number, from: string, to: string | null) {
  return recordRow(id, {
    name: 'Exercise line',
    version,
    geometry: {
      type: 'LineString',
      coordinates: [
        [0, 0],
        [1, 1],
      ],
    },
    published_by: 'Exercise commission',
    published_on: from,
    effective_from: from,
    effective_to: to,
  });
}

export function alertRow(id: string, more: Columns = {}) {
  return recordRow(id, {
    sender: 'Exercise alert centre',
    sent: opened,
    status: 'EXERCISE',
    msg_type: 'ALERT',
    scope: 'PUBLIC',
    restriction: null,
    references: [],
    incident_id: null,
    categories: ['SAFETY'],
    event: 'Unexploded items reported',
    response_types: ['AVOID'],
    urgency: 'EXPECTED',
    severity: 'MODERATE',
    certainty: 'LIKELY',
    headline: { en: 'EXERCISE: keep away' },
    description: null,
    instruction: null,
    effective_from: opened,
    onset: null,
    effective_to: '2026-03-02T08:00:00.000000Z',
    area_desc: 'First governorate',
    places_pcode: ['XX01'],
    ...more,
  });
}

export function summaryRow(id: string, week: string, place: string, more: Columns = {}) {
  return recordRow(id, {
    week,
    place_pcode: place,
    type: 'BATTLES',
    alleged: 4,
    verified: 1,
    disputed: 0,
    unsubstantiated: 2,
    published_on: week,
    ...more,
  });
}
