import type { Check } from '@entente/kit';
import { notToCome } from './days.ts';

export const checkTransitionEndorsement: Check = ({ row, at }) =>
  notToCome(row, 'stated_on', 'statedOn', at);
