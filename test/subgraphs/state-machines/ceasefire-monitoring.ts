import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { recordRow } from '../../support/subgraph.ts';
import type { ProvedSubgraph } from './prove-machines.ts';

const at = '2026-01-01T00:00:00Z';
const event = { type: 'BATTLES', sub_type: 'ARMED_CLASH' };
const decided = ['VERIFIED', 'DISPUTED', 'UNSUBSTANTIATED', 'DUPLICATE'];
const other = 'XAA:incident:other';

/** An incident as the table wants it in a state. */
function incident(state: string) {
  const standing =
    state === 'CLOSED' ? 'VERIFIED' : (decided.find((one) => one === state) ?? 'ALLEGED');
  return {
    ...event,
    occurred_on: '2026-01-01',
    civilian_harm_band: 'UNKNOWN',
    standing,
    decided_at: standing === 'ALLEGED' ? null : at,
    closed_at: state === 'CLOSED' ? at : null,
    duplicate_of_id: state === 'DUPLICATE' ? other : null,
  };
}

const rows = {
  incident: [
    {
      ...recordRow(other, { marking_releasable_to: ['PARTNERS'] }),
      ...incident('OPEN'),
      state: 'OPEN',
      state_changed_at: at,
      opened_at: at,
    },
  ],
};

export const ceasefireMonitoringMachines: ProvedSubgraph = [
  ceasefireMonitoring,
  {
    Incident: {
      rows,
      row: incident,
      values: (from, to) =>
        to === 'DUPLICATE'
          ? { duplicateOf: other }
          : from === 'REOPENED' && to === 'CLOSED'
            ? { standing: 'UNSUBSTANTIATED' }
            : {},
    },
    IncidentReport: {
      rows,
      row: (state) => ({ ...event, incident_id: state === 'LINKED' ? other : null }),
      values: (_from, to) => (to === 'LINKED' ? { incident: other } : {}),
    },
    VerificationTask: {
      rows,
      row: (state) => ({
        incident_id: other,
        done_at: state === 'DONE' ? at : null,
      }),
    },
  },
];
