import { type Check, defineWrites, type Problem } from '@entente/kit';

const roles = ['reporter'];
/** Quotes below which a median is not published (Joint Market Monitoring Initiative). */
const enough = 3;

const fitting: Check = ({ row }) => {
  const problems: Problem[] = [];
  if (!String(row['month']).startsWith('-01', 7)) {
    problems.push({
      field: 'month',
      message: 'A month is given by its first day.',
      advice: 'Write 2026-03-01 for March 2026.',
    });
  }
  if (row['median_price'] != null && Number(row['quotes']) < enough) {
    problems.push({
      field: 'medianPrice',
      message: `A median takes ${enough} quotes or more.`,
      advice: 'Leave the median out; the number of quotes says that somebody asked.',
    });
  }
  if (!/^[A-Z]{3}$/.test(String(row['currency']))) {
    problems.push({
      field: 'currency',
      message: 'This is no code of ISO 4217.',
      advice: 'Give three capital letters, such as USD.',
    });
  }
  return problems;
};

export const marketPriceWrites = defineWrites('MarketPrice', {
  create: { field: 'reportMarketPrice', roles },
  correct: { field: 'correctMarketPrice', roles },
  withdraw: { field: 'withdrawMarketPrice', roles },
  check: fitting,
});
