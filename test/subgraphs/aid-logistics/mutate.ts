import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import { mutationsOf } from '../../support/mutate.ts';
import { visibilityOf } from '../../support/subgraph.ts';

export { forPartners } from '../../support/mutate.ts';

/** Somebody at a partner who reports and verifies. */
export const worker = (partner: string, roles = ['reporter', 'verifier']) =>
  visibilityOf(partner, { roles, subject: 'tester' });

export const mutate = mutationsOf<Readonly<Record<string, unknown>>>(aidLogistics.schema);

export const consignmentInput = {
  reference: 'XAA/1',
  consignee: 'XAF',
  category: 'FOOD',
  crossing: 'NORTHPORT',
  destination: 'XT0101',
  pallets: 17,
  weightTonnes: 12.8,
};
