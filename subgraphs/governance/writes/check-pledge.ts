import type { Check, Problem } from '@entente/kit';
import { notToCome } from './days.ts';
import { isFew } from './few-persons.ts';

const currencies: ReadonlySet<unknown> = new Set(Intl.supportedValuesOf('currency'));

/** Small counts of persons never enter: what is not stored is in no revision either. */
export const checkPledge: Check = ({ row, at }) => {
  const problems: Problem[] = [...notToCome(row, 'announced_on', 'announcedOn', at)];
  const persons = row['unit'] === 'PERSONS';
  const amounts = [row['amount'], row['fulfilled_amount']];
  if (persons !== (row['kind'] !== 'FUNDS')) {
    problems.push({
      field: 'unit',
      message: `${row['kind']} is not counted in ${row['unit']}.`,
      advice: 'FUNDS have a currency, ISO 4217; all else is counted in PERSONS.',
    });
  }
  if (!persons && !currencies.has(row['unit'])) {
    problems.push({
      field: 'unit',
      message: `${row['unit']} is no currency.`,
      advice: 'Give its three letters of ISO 4217, such as USD.',
    });
  }
  if (persons && amounts.some(isFew)) {
    problems.push({
      field: isFew(row['amount']) ? 'amount' : 'fulfilledAmount',
      message: '1 to 9 persons are not stated.',
      advice: 'Give `suppressed: true`, and null for both amounts.',
    });
  }
  if (row['suppressed'] === true && amounts.some((amount) => amount != null)) {
    problems.push({
      field: 'suppressed',
      message: 'A suppressed pledge states no amount.',
      advice: 'Give null for both amounts, or `suppressed: false`.',
    });
  }
  const told = row['fulfilled_amount'] != null || row['suppressed'] === true;
  if (row['state'] === 'FULFILLED' && !told) {
    problems.push({
      field: 'fulfilledAmount',
      message: 'What has arrived is not said.',
      advice: 'Give `with: { fulfilledAmount: ... }`.',
    });
  }
  return problems;
};
