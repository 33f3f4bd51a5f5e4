import { type Check, defineWrites, type Problem } from '@entente/kit';
import { consignmentStates } from '../states/consignment.ts';

const roles = ['reporter'];

const fitting: Check = ({ row, before }) => {
  const problems: Problem[] = [];
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
});
