import type { HubMode, TableRows } from '@entente/kit';
import { bodies } from './bodies.ts';
import { mandates } from './mandates.ts';

/** Real mode knows the public bodies and their mandates; the exercise generates its own. */
export function facts(mode: HubMode): TableRows {
  return mode === 'real' ? { body: bodies, mandate: mandates } : {};
}
