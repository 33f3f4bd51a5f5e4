import type { TestSubgraph } from './subgraph.ts';
import { forPartners, writer } from './writers.ts';

/** A record as a payload shows it. */
export interface Shown {
  readonly id: string;
  readonly revision: number;
  readonly [field: string]: unknown;
}

export interface Answer {
  readonly record: Shown;
  readonly code: unknown;
  readonly message: string | null;
}

/** Calls of the standard form on one type of record, as one partner. */
export function records(
  subgraph: TestSubgraph,
  type: string,
  fields: string,
  partner = 'XAA',
  ...roles: readonly string[]
) {
  const name = `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
  const { call } = writer(subgraph, partner, ...roles);
  const select = `${name} { id revision ${fields} }`;
  const shown = async (answer: ReturnType<typeof call>): Promise<Answer> => {
    const { payload, code, message } = await answer;
    return { record: (payload?.[name] ?? {}) as Shown, code, message };
  };
  return {
    create: (field: string, input: object, marking: object | null = forPartners) =>
      shown(
        call({
          field,
          types: { input: `${type}Input!`, marking: 'MarkingInput' },
          args: { input, marking },
          select,
        }),
      ),
    /** `state` is the name of the enum. */
    advance: (field: string, state: string, record: Shown, to: string, more: object = {}) =>
      shown(
        call({
          field,
          types: {
            id: 'ID!',
            to: `${state}!`,
            with: `${type}Progress`,
            reason: 'String',
            expectedRevision: 'Int!',
          },
          args: { id: record.id, expectedRevision: record.revision, to, ...more },
          select,
        }),
      ),
    /** `input` is the name of the input type. */
    change: (field: string, input: string, record: Shown, values: object, reason = 'Misread') =>
      shown(
        call({
          field,
          types: {
            id: 'ID!',
            input: `${input}!`,
            reason: 'String!',
            expectedRevision: 'Int!',
          },
          args: { id: record.id, expectedRevision: record.revision, input: values, reason },
          select,
        }),
      ),
    withdraw: (field: string, record: Shown) =>
      shown(
        call({
          field,
          types: { id: 'ID!', reason: 'String!', expectedRevision: 'Int!' },
          args: { id: record.id, expectedRevision: record.revision, reason: 'Entered twice' },
          select,
        }),
      ),
  };
}
