import { type ConstDirectiveNode, Kind } from 'graphql';
import { argument, type LinkedFeature } from '../../schema/linked-directives.ts';
import type { VisibilityClass } from '../authenticate/principal.ts';
import { type AnyOf, holds, simplest } from './dnf.ts';

/** What a caller must be or have. */
export interface Rule {
  readonly kind: 'authenticated' | 'requiresScopes' | 'policy';
  /** Clearances, or names of policies; null for `authenticated`. */
  readonly anyOf: AnyOf | null;
  /** As it would be written without renaming: `@requiresScopes(scopes: [["read:budget"]])`. */
  readonly text: string;
}

/** Who brings no token; sign-in gives this partner to nobody else. */
const nobody = 'PUBLIC';

const lists = { requiresScopes: 'scopes', policy: 'policies' } as const;

/** Reads a directive as a rule; null where it is none, or asks for nothing. */
export type ReadRule = (directive: ConstDirectiveNode) => Rule | null;

/** Finds the rules' directives under whatever names the supergraph has them. */
export function ruleReader(features: readonly LinkedFeature[]): ReadRule {
  const kinds = new Map<string, Rule['kind']>();
  for (const kind of ['authenticated', 'requiresScopes', 'policy'] as const) {
    // A supergraph that uses the name without a link means the same.
    kinds.set(kind, kind);
    for (const { identity, directive } of features) {
      if (identity === `https://specs.apollo.dev/${kind}`) kinds.set(directive(kind), kind);
    }
  }
  return (directive) => {
    const kind = kinds.get(directive.name.value);
    if (kind === undefined) return null;
    if (kind === 'authenticated') return { kind, anyOf: null, text: '@authenticated' };
    return rule(kind, namesIn(directive, lists[kind]));
  };
}

export function rule(kind: keyof typeof lists, names: AnyOf): Rule | null {
  const anyOf = simplest(names);
  // An empty list, and an empty set in it, ask for nothing (Apollo Federation, `@requiresScopes`).
  if (anyOf.length === 0 || anyOf.some((all) => all.length === 0)) return null;
  const text = anyOf.map((all) => `[${all.map((name) => JSON.stringify(name)).join(', ')}]`);
  return { kind, anyOf, text: `@${kind}(${lists[kind]}: [${text.join(', ')}])` };
}

/** Whether a caller is what the rule asks for. */
export function isGranted(
  { kind, anyOf }: Rule,
  { principal }: Pick<VisibilityClass, 'principal'>,
  decides: (policy: string) => boolean,
): boolean {
  if (kind === 'authenticated' || anyOf === null) return principal.partner !== nobody;
  if (kind === 'policy') return holds(anyOf, decides);
  return holds(anyOf, (scope) => principal.clearances.includes(scope));
}

function namesIn(directive: ConstDirectiveNode, name: string): AnyOf {
  const value = argument(directive, name);
  const outer = value?.kind === Kind.LIST ? value.values : value === undefined ? [] : [value];
  return outer.map((one) => {
    const inner = one.kind === Kind.LIST ? one.values : [one];
    return inner.map((each) => (each.kind === Kind.STRING ? each.value : ''));
  });
}
