import type { Visibility } from '@entente/kit';
import type { GraphQLSchema } from 'graphql';
import type { TestSubgraph } from './subgraph.ts';

type Values = Readonly<Record<string, unknown>>;

export interface Outcome<Answer> {
  /** Code of the refusal; null where the mutation went through. */
  readonly code: unknown;
  readonly message: string;
  /** The field's answer; empty where there is none. */
  readonly answer: Answer;
}

/** Runs one field of Mutation as a request of its own; a key is made where none is given. */
export type Mutate<Answer> = (
  subgraph: TestSubgraph,
  who: Visibility,
  field: string,
  args: Values,
  selection: string,
) => Promise<Outcome<Answer>>;

let calls = 0;

/** Mutations of a contract, their arguments declared as it does. */
export function mutationsOf<Answer extends Values>(schema: GraphQLSchema): Mutate<Answer> {
  return async (subgraph, who, field, args, selection) => {
    calls += 1;
    const given: Values = { idempotencyKey: `call-${calls}`, ...args };
    const declared = schema.getMutationType()?.getFields()[field]?.args ?? [];
    const used = declared.filter(({ name }) => given[name] !== undefined);
    const variables = used.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const passed = used.map(({ name }) => `${name}: $${name}`).join(', ');
    const { data, errors } = await subgraph
      .as(who)
      .execute(`mutation(${variables}) { ${field}(${passed}) ${selection} }`, given);
    const answer = (data as Record<string, Answer | null> | null)?.[field] ?? ({} as Answer);
    return { code: errors[0]?.code ?? null, message: errors[0]?.message ?? '', answer };
  };
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
