import { ceasefireMonitoring } from '../../../subgraphs/ceasefire-monitoring/subgraph.ts';
import { mutationsOf } from '../../support/mutate.ts';
import { visibilityOf } from '../../support/subgraph.ts';

export { forPartners } from '../../support/mutate.ts';

/** A partner that reports, verifies and publishes. */
export const worker = (partner: string, roles = ['reporter', 'verifier', 'publisher']) =>
  visibilityOf(partner, { roles, subject: 'tester' });

type Written = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly revision: number;
};

export const mutate = mutationsOf<Readonly<Record<string, Written>>>(ceasefireMonitoring.schema);

export const reportInput = {
  type: 'BATTLES',
  subType: 'ARMED_CLASH',
  reporterKind: 'MEDIA',
  occurredOn: '2026-03-01',
  place: 'XT0101',
};

export const incidentInput = {
  type: 'BATTLES',
  subType: 'ARMED_CLASH',
  occurredOn: '2026-03-01',
  place: 'XT0101',
};
