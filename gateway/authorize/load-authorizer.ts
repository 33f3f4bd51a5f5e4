import type { FastifyBaseLogger } from 'fastify';
import type { Finding } from '../../schema/finding.ts';
import type { Supergraph } from '../../schema/supergraph.ts';
import { type Authorizer, createAuthorizer } from './authorizer.ts';
import { decidesFieldPolicy } from './field-policy.ts';
import { readFieldRules } from './field-rules.ts';
import { loadPolicies, type PolicyFile } from './policies.ts';

export interface LoadAuthorizerOptions {
  /** Called only where the supergraph asks for policies. */
  readonly policies: () => readonly PolicyFile[];
  readonly log: Pick<FastifyBaseLogger, 'warn'>;
}

export type AuthorizerResult =
  /** Null where the supergraph has no rules on fields. */
  | { readonly kind: 'authorizer'; readonly authorizer: Authorizer | null }
  | { readonly kind: 'failed'; readonly findings: readonly Finding[] };

/** Makes the authorizer of a supergraph; policies that cannot be read are findings, not denials. */
export async function loadAuthorizer(
  supergraph: Pick<Supergraph, 'sdl' | 'apiSchema'>,
  { policies, log }: LoadAuthorizerOptions,
): Promise<AuthorizerResult> {
  const read = readFieldRules(supergraph);
  if (read.kind === 'failed') return read;
  const { rules } = read;
  if (rules.rules.length === 0) return { kind: 'authorizer', authorizer: null };
  const schema = supergraph.apiSchema;
  const named = new Set(
    rules.rules.flatMap(({ kind, anyOf }) => (kind === 'policy' ? (anyOf ?? []).flat() : [])),
  );
  if (named.size === 0) {
    return { kind: 'authorizer', authorizer: createAuthorizer({ schema, rules, decides: never }) };
  }
  const loaded = await loadPolicies(policies());
  if (loaded.kind === 'failed') return { kind: 'failed', findings: loaded.problems.map(unusable) };
  const undecided = [...named].filter((name) => !loaded.policies.fieldPolicies.has(name));
  if (undecided.length > 0) {
    log.warn({ policies: undecided }, 'policies that nothing decides: denied to everyone');
  }
  const decides = decidesFieldPolicy(loaded.policies);
  return { kind: 'authorizer', authorizer: createAuthorizer({ schema, rules, decides }) };
}

const never = (): boolean => false;

function unusable(problem: string): Finding {
  return {
    subgraph: 'policies',
    line: 1,
    code: 'INVALID_POLICY',
    message: problem,
    advice: 'Correct the policy in schema/policies; `npm test -- test/schema/policies` checks it.',
    severity: 'error',
  };
}
