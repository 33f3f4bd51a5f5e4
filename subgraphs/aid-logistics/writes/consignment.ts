import { type Check, defineWrites, type Problem, type Row } from '@entente/kit';
import { consignmentStates } from '../states/consignment.ts';
import { units } from './units.ts';

const roles = ['reporter'];

const manifested = (row: Row) =>
  !['DRAFT', 'SUBMITTED', 'ON_HOLD', 'REJECTED', 'CLEARED', 'CANCELLED'].includes(
    String(row['state']),
  );

/** What the states have asked for; a correction changes it and does not empty it. */
const needed: Readonly<Record<string, readonly [column: string, when: (row: Row) => boolean]>> = {
  destination: ['destination_pcode', (row) => row['state'] !== 'DRAFT'],
  crossing: ['crossing_code', manifested],
  pallets: ['pallets', manifested],
  interceptedHow: ['intercepted_how', (row) => row['outcome'] === 'INTERCEPTED'],
  deliveredWeightTonnes: [
    'delivered_weight_tonnes',
    (row) => row['outcome'] === 'PARTLY_DELIVERED' || row['state'] === 'RECONCILED',
  ],
};

function emptied(row: Row, before: Row): readonly Problem[] {
  return Object.entries(needed).flatMap(([field, [column, when]]) =>
    when(row) && before[column] != null && row[column] == null
      ? [
          {
            field,
            message: `A consignment in the state ${String(row['state'])} has it.`,
            advice: 'Give what it should have been.',
          },
        ]
      : [],
  );
}

/** Months are given by their first day. */
function inMonth(row: Row): readonly Problem[] {
  const lines = (row['line_items'] ?? []) as readonly Row[];
  const months = lines.map((line) => line['expiryMonth'] ?? null);
  return months.every((month) => month === null || String(month).endsWith('-01'))
    ? []
    : [
        {
          field: 'lineItems.expiryMonth',
          message: 'A month is given by its first day.',
          advice: 'Write 2027-03-01 for March 2027.',
        },
      ];
}

const fitting: Check = ({ row, before }) => {
  const problems: Problem[] = [...inMonth(row), ...(before === null ? [] : emptied(row, before))];
  if (before === null && row['state'] === 'SUBMITTED' && row['destination_pcode'] == null) {
    problems.push({
      field: 'destination',
      message: 'A consignment is submitted for a destination.',
      advice: 'Give the P-code of its destination, or enter it as a DRAFT.',
    });
  }
  if (row['delivered_weight_tonnes'] != null && row['outcome'] == null) {
    problems.push({
      field: 'deliveredWeightTonnes',
      message: 'Nothing has arrived before the journey has ended.',
      advice: 'Give it with the outcome.',
    });
  }
  if (row['intercepted_how'] != null && row['outcome'] !== 'INTERCEPTED') {
    problems.push({
      field: 'interceptedHow',
      message: 'This is for what was intercepted.',
      advice: 'Give it with INTERCEPTED alone.',
    });
  }
  return problems;
};

export const consignmentWrites = defineWrites('Consignment', {
  create: {
    field: 'submitConsignment',
    bulk: 'submitConsignments',
    roles,
    defaults: (_input, { caller }) => ({ sender: caller.partner }),
  },
  advance: {
    field: 'advanceConsignment',
    states: consignmentStates,
    steps: { reconcile: 'RECONCILED' },
  },
  correct: { field: 'correctConsignment', roles },
  withdraw: { field: 'withdrawConsignment', roles },
  check: fitting,
  limits: { 'lineItems.unit': { oneOf: units } },
});
