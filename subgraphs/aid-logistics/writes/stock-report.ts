import { type Check, defineWrites } from '@entente/kit';

const roles = ['reporter'];

const stated: Check = ({ row }) =>
  row['weight_tonnes'] != null || row['days_of_supply'] != null
    ? []
    : [
        {
          field: 'weightTonnes',
          message: 'A stock report says how much there is, or how long it lasts.',
          advice: 'Give the weight, the days of supply, or both; 0 where there is nothing.',
        },
      ];

export const stockReportWrites = defineWrites('StockReport', {
  create: { field: 'reportStock', roles },
  correct: { field: 'correctStock', roles },
  withdraw: { field: 'withdrawStock', roles },
  check: stated,
});
