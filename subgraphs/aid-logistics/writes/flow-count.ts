import { type Check, defineWrites } from '@entente/kit';

const roles = ['reporter'];

const counted: Check = ({ row, at }) => {
  if (String(row['date']) > at.slice(0, 10)) {
    return [
      {
        field: 'date',
        message: 'What is still to come cannot have been counted.',
        advice: 'Give today (UTC) or a day before.',
      },
    ];
  }
  const { trucks, pallets, weight_tonnes: weight } = row;
  if ([trucks, pallets, weight].some((one) => one != null)) return [];
  return [
    {
      field: 'trucks',
      message: 'A count says something of trucks, pallets or weight.',
      advice: 'Give at least one of the three; 0 where there was nothing.',
    },
  ];
};

export const flowCountWrites = defineWrites('FlowCount', {
  create: { field: 'reportFlow', bulk: 'reportFlows', roles },
  correct: { field: 'correctFlow', roles },
  withdraw: { field: 'withdrawFlow', roles },
  check: counted,
});
