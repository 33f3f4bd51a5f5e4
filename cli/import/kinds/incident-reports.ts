import { codeParents } from '../cells/code-list.ts';
import { column, type RecordKind, startOfDay } from './record-kind.ts';

const contract = 'ceasefire-monitoring';

/** What somebody reported to have happened; not a finding. */
export const incidentReports: RecordKind = {
  name: 'incident-reports',
  type: 'incident-report',
  subgraph: contract,
  table: 'incident_report',
  signature: ['#event+type', '#event+subtype'],
  columns: [
    column('occurred_on', '#date+occurred', 'Day', { kind: 'day' }, { required: true }),
    column(
      'day_precision',
      '#date+precision',
      'Day precision (1-3)',
      { kind: 'count', least: 1, most: 3 },
      { required: true },
    ),
    column(
      'type',
      '#event+type',
      'Type',
      { kind: 'code', contract, enum: 'IncidentType' },
      { required: true },
    ),
    column(
      'sub_type',
      '#event+subtype',
      'Sub-type',
      { kind: 'code', contract, enum: 'IncidentSubType' },
      { required: true },
    ),
    column(
      'place_pcode',
      '#adm2+code',
      'Governorate',
      { kind: 'reference', table: 'place' },
      { required: true },
    ),
    column(
      'geo_precision',
      '#geo+precision',
      'Place precision (1-3)',
      { kind: 'count', least: 1, most: 3 },
      { required: true },
    ),
    column('crossing_code', '#loc+code+crossing', 'Crossing', {
      kind: 'reference',
      table: 'crossing',
    }),
    column('reporter_code', '#org+code+reporter', 'Reporting partner', { kind: 'partner' }),
    column(
      'reporter_kind',
      '#org+reporter+type',
      'Kind of reporter',
      { kind: 'code', contract, enum: 'ReporterKind' },
      { required: true },
    ),
    column('summary', '#description', 'Summary', { kind: 'sentences', longest: 500 }),
    column('received_at', '#date+received', 'Received', { kind: 'instant' }),
    column('state', '#status', 'State', { kind: 'code', contract, enum: 'IncidentReportState' }),
    column('state_changed_at', '#date+status', 'State since', { kind: 'instant' }),
    column('rejection_reason', '#status+reason', 'Reason of rejection', {
      kind: 'sentences',
      longest: 500,
    }),
    column('incident_id', '#event+id+incident', 'Incident', { kind: 'id', type: 'incident' }),
    column('duplicate_of_id', '#event+duplicate+id', 'Repeats report', {
      kind: 'id',
      type: 'incident-report',
    }),
  ],
  naturalKey: [
    'occurred_on',
    'sub_type',
    'place_pcode',
    'crossing_code',
    'reporter_code',
    'reporter_kind',
    'summary',
  ],
  published: false,
  observedAt: (values) => startOfDay(values['occurred_on'] ?? null),
  check: (values) => {
    const type = codeParents(contract, 'IncidentSubType').get(String(values['sub_type']));
    if (type !== values['type']) {
      return {
        tag: '#event+subtype',
        wrong: `This sub-type belongs to ${type}.`,
        advice: 'Correct the type or the sub-type (ACLED codebook).',
      };
    }
    if ((values['state'] === 'LINKED') !== (values['incident_id'] !== null)) {
      return {
        tag: '#event+id+incident',
        wrong: 'A report is linked to an incident exactly when its state is LINKED.',
        advice: 'Give both, or neither.',
      };
    }
    if ((values['state'] === 'REJECTED') !== (values['rejection_reason'] !== null)) {
      return {
        tag: '#status+reason',
        wrong: 'A report has a reason of rejection exactly when its state is REJECTED.',
        advice: 'Give both, or neither.',
      };
    }
    return null;
  },
  toRow: (values) => {
    const received = values['received_at'] ?? startOfDay(values['occurred_on'] ?? null);
    return {
      ...values,
      received_at: received,
      state: values['state'] ?? 'RECEIVED',
      state_changed_at: values['state_changed_at'] ?? received,
    };
  },
};
