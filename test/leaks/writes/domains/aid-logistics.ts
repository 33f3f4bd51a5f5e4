import { aidLogistics as subgraph } from '../../../../subgraphs/aid-logistics/subgraph.ts';
import { consignmentRow } from '../../../subgraphs/aid-logistics/rows.ts';
import { drawLabel } from '../draw-label.ts';
import { partners } from '../partners.ts';
import type { WrittenDomain } from '../written-domain.ts';

const day = 86_400_000;

export const logistics: WrittenDomain = {
  subgraph,
  // What takes many steps to come about: goods that have arrived, and whose account is open.
  rows: (draw) => ({
    consignment: partners.map((owner) =>
      consignmentRow(draw.newId(owner, 'Consignment'), {
        reference: draw.text(),
        sender_code: owner,
        consignee_code: draw.pick(partners),
        state: 'DELIVERED',
        outcome: 'DELIVERED',
        outcome_at: '2026-03-02T08:00:00Z',
        ...drawLabel(draw),
      }),
    ),
  }),
  inputs: {
    ConsignmentInput: ({ pick, text }) => ({
      state: pick(['SUBMITTED', 'DRAFT']),
      reference: text(),
      destination: 'XT0101',
      lineItems: [],
    }),
    FlowCountInput: () => ({ trucks: 12 }),
    CorridorCapacityInput: () => ({ plannedTrucks: 12 }),
    MovementRequestInput: () => ({ day: new Date().toISOString().slice(0, 10) }),
  },
  values: {
    month: ({ pick }) => pick(['2026-01-01', '2026-02-01', '2026-03-01']),
    expiryMonth: () => '2027-01-01',
    unit: () => 'KGM',
    currency: () => 'USD',
  },
  keys: {
    Place: ['XT0101', 'XT0102'],
    Crossing: ['KS', 'ZK'],
    Corridor: ['C-1', 'C-2'],
    Source: ['s1'],
  },
  embargo: (type, row) => {
    if (type !== 'MovementRequest') return null;
    const open = ['REQUESTED', 'APPROVED'].includes(String(row['state']));
    const until = open
      ? Date.parse(`${row['day']}T00:00:00Z`) + day
      : Date.parse(String(row['state_changed_at'])) + day;
    const approver = row['approver_code'];
    return { until, exceptFor: [approver] };
  },
};
