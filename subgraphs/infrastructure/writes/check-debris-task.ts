import type { Check } from '@entente/kit';
import { daysInOrder } from './days-in-order.ts';

/** More may be removed than was estimated: estimates are. */
export const checkDebrisTask: Check = ({ row }) =>
  daysInOrder(row, 'started_on', 'completed_on', 'completedOn');
