import type { VisibilityClass } from '../authenticate/principal.ts';
import type { Decision, Policies } from './policies.ts';

/** What Cedar says of a name in `@policy`, for everyone of a class. */
export function decideFieldPolicy(
  policies: Policies,
  name: string,
  { principal }: Pick<VisibilityClass, 'principal'>,
): Decision {
  const { partner, groups, roles, clearances, purpose } = principal;
  return policies.decide({
    action: 'readField',
    partner,
    groups,
    resource: { type: 'FieldPolicy', id: name },
    context: { roles: [...roles], clearances: [...clearances], purpose },
  });
}

export function decidesFieldPolicy(policies: Policies) {
  return (name: string, visibility: VisibilityClass): boolean =>
    decideFieldPolicy(policies, name, visibility).permitted;
}
