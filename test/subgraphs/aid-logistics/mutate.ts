import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import { type TestSubgraph, visibilityOf } from '../../support/subgraph.ts';

type Values = Readonly<Record<string, unknown>>;

/** Somebody at a partner who reports and verifies. */
export const worker = (partner: string, roles = ['reporter', 'verifier']) =>
  visibilityOf(partner, { roles, subject: 'tester' });

export interface Outcome {
  /** Code of the refusal; null where the mutation went through. */
  readonly code: unknown;
  readonly message: string;
  readonly answer: Values;
}

let calls = 0;

/** Runs one field of Mutation as a request of its own; a key is made where none is given. */
export async function mutate(
  subgraph: TestSubgraph,
  who: ReturnType<typeof worker>,
  field: string,
  args: Values,
  selection: string,
): Promise<Outcome> {
  calls += 1;
  const given: Values = { idempotencyKey: `call-${calls}`, ...args };
  const declared = aidLogistics.schema.getMutationType()?.getFields()[field]?.args ?? [];
  const used = declared.filter(({ name }) => given[name] !== undefined);
  const variables = used.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = used.map(({ name }) => `${name}: $${name}`).join(', ');
  const { data, errors } = await subgraph
    .as(who)
    .execute(`mutation(${variables}) { ${field}(${passed}) ${selection} }`, given);
  const answer = (data as Record<string, Values | null> | null)?.[field] ?? {};
  return { code: errors[0]?.code ?? null, message: errors[0]?.message ?? '', answer };
}

/** A label that lets every partner see a record. */
export const forPartners = {
  policyId: 'EXERCISE-1',
  classification: 'RESTRICTED_SHARING',
  sensitivity: 'MODERATE',
  tlp: 'GREEN',
  releasableTo: ['PARTNERS'],
  purposes: ['COORDINATION', 'REPORTING', 'PLANNING'],
};

export const consignmentInput = {
  reference: 'XAA/1',
  consignee: 'XAF',
  category: 'FOOD',
  crossing: 'NORTHPORT',
  destination: 'XT0101',
  pallets: 17,
  weightTonnes: 12.8,
};
