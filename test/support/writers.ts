import type { Row } from '@entente/kit';
import { type TestSubgraph, visibilityOf } from './subgraph.ts';

/** Released to every partner; for tests that write as more than one. */
export const forPartners = {
  policyId: 'EXERCISE-1',
  classification: 'UNCLASSIFIED',
  sensitivity: 'LOW',
  tlp: 'GREEN',
  releasableTo: ['PARTNERS'],
  purposes: ['COORDINATION', 'REPORTING'],
} as const;

/** One mutation field, as the standard form has it. */
export interface Call {
  readonly field: string;
  /** Name and type of the arguments besides `idempotencyKey`: `{ id: 'ID!' }`. */
  readonly types: Readonly<Record<string, string>>;
  readonly args: Readonly<Record<string, unknown>>;
  /** Selection on the payload: `project { id state }`. */
  readonly select: string;
  readonly key?: string;
}

/** What a mutation field answered: its payload, or the code of its error. */
export interface Written {
  readonly payload: Row | null;
  readonly code: unknown;
  readonly message: string | null;
}

let keys = 0;

/** Writes as a partner in some roles; a new idempotency key for each call unless one is given. */
export function writer(subgraph: TestSubgraph, partner: string, ...roles: readonly string[]) {
  const asker = subgraph.as(visibilityOf(partner, { roles: roles.length ? roles : ['reporter'] }));
  const call = async ({ field, types, args, select, key }: Call): Promise<Written> => {
    const all: Record<string, string> = { ...types, idempotencyKey: 'ID!' };
    const names = Object.keys(all).filter((name) => name === 'idempotencyKey' || name in args);
    const variables = names.map((name) => `$${name}: ${all[name]}`).join(', ');
    const passed = names.map((name) => `${name}: $${name}`).join(', ');
    keys += 1;
    const { data, errors } = await asker.execute(
      `mutation(${variables}) { written: ${field}(${passed}) { ${select} } }`,
      { ...args, idempotencyKey: key ?? `test-${keys}` },
    );
    const payload = (data as { written: Row | null } | null)?.written ?? null;
    return { payload, code: errors[0]?.code ?? null, message: errors[0]?.message ?? null };
  };
  return { ...asker, call };
}
