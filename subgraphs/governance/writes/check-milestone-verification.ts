import type { Check } from '@entente/kit';
import { notToCome } from './days.ts';

export const checkMilestoneVerification: Check = ({ row, at }) =>
  notToCome(row, 'verified_on', 'verifiedOn', at);
