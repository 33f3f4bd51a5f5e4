/** What a person or system may do at its partner: what tokens carry in `roles`. */
export const roles = Object.freeze({
  reader: 'Reads what is released to the partner.',
  analyst: 'Reads, and sees how figures came about: sources, methods, disagreements.',
  reporter: "Writes the partner's own records and statements.",
  verifier: 'Assesses and verifies what others report.',
  publisher: "Publishes the partner's schemas and providers, and sets the markings of its records.",
  'partner-admin': "Manages the partner's own people, keys and subgraphs.",
  auditor: 'Reads who accessed what of the partner.',
  operator: 'Runs the hub. Given by the issuer of the hub alone.',
} as const);

export type Role = keyof typeof roles;

/**
 * The roles among those that a token names, sorted. Names that are no roles are left out: issuers
 * list groups of their own there. `operator` counts from the hub's issuer alone.
 */
export function knownRoles(named: readonly string[], partner: string): readonly Role[] {
  const given = (Object.keys(roles) as Role[]).filter((role) => named.includes(role));
  return given.filter((role) => role !== 'operator' || partner === 'HUB').sort();
}
