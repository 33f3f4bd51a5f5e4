/** Sources of this subgraph's facts; the reference subgraph describes them. */
export const sourceIds = {
  plan: 'HUB:source:plan-2025-09-29',
  resolution: 'HUB:source:s-res-2803-2025',
  bodies: 'HUB:source:public-bodies',
} as const;

/** The day on which these facts were last compared with their sources. */
const comparedAt = '2026-11-22T00:00:00Z';

/**
 * The columns of a record of the hub's own that anybody may see.
 *
 * @param observedOn the day of the fact, `2025-11-17`
 */
export function publicRecord(kind: string, local: string, sourceId: string, observedOn: string) {
  return {
    id: `HUB:${kind}:${local}`,
    owner_code: 'HUB',
    marking_policy_id: 'entente-civil-1',
    marking_classification: 'UNCLASSIFIED',
    marking_sensitivity: 'LOW',
    marking_tlp: 'CLEAR',
    marking_originator: 'HUB',
    marking_releasable_to: ['PUBLIC'],
    marking_excluded: [],
    marking_purposes: ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'],
    marking_created_at: comparedAt,
    marking_review_at: null,
    marking_successor: null,
    source_id: sourceId,
    observed_at: `${observedOn}T00:00:00Z`,
    as_of: comparedAt,
    valid_until: null,
    revision: 1,
    exercise: false,
  };
}
