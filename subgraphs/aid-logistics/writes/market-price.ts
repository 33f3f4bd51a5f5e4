import { type Check, defineWrites, type Problem } from '@entente/kit';
import { units } from './units.ts';

const roles = ['reporter'];
/** Quotes below which a median is not published (Joint Market Monitoring Initiative). */
const enough = 3;

/** ISO 4217, as the runtime has it. */
const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

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
  if (!currencies.has(String(row['currency']))) {
    problems.push({
      field: 'currency',
      message: 'This is no code of ISO 4217.',
      advice: 'Give a currency by its three letters, such as USD.',
    });
  }
  return problems;
};

export const marketPriceWrites = defineWrites('MarketPrice', {
  create: { field: 'reportMarketPrice', roles },
  correct: { field: 'correctMarketPrice', roles },
  withdraw: { field: 'withdrawMarketPrice', roles },
  check: fitting,
  limits: { unit: { oneOf: units } },
});
