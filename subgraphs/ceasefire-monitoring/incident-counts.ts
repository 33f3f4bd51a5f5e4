/**
 * What the contract counts of incidents, as SQL over the rows `t`: apart by standing, so that an
 * allegation and a finding never share a count. Duplicates are in none.
 */
export const incidentCounts = {
  alleged: `(count(*) filter (where t.standing = 'ALLEGED'))::integer`,
  verified: `(count(*) filter (where t.standing = 'VERIFIED'))::integer`,
  disputed: `(count(*) filter (where t.standing = 'DISPUTED'))::integer`,
  unsubstantiated: `(count(*) filter (where t.standing = 'UNSUBSTANTIATED'))::integer`,
} as const;
