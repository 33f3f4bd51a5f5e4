import type { Row } from '@entente/kit';
import type { Random } from './random.ts';

const allPurposes = ['COORDINATION', 'REPORTING', 'PLANNING', 'PUBLIC_INFO'];
const dayLength = 86_400_000;

/** For whom a record is, in shares of a hundred. */
const audiences = { public: 56, partners: 29, named: 9, group: 5, unmarked: 1 } as const;

const labels = {
  public: { classification: 'UNCLASSIFIED', sensitivity: 'LOW', tlp: 'CLEAR' },
  partners: { classification: 'RESTRICTED_SHARING', sensitivity: 'MODERATE', tlp: 'GREEN' },
  named: { classification: 'RESTRICTED_SHARING', sensitivity: 'HIGH', tlp: 'AMBER' },
  group: { classification: 'RESTRICTED_SHARING', sensitivity: 'MODERATE', tlp: 'AMBER_STRICT' },
} as const;

export interface MarkingFacts {
  readonly owner: string;
  /** When the record was observed, and so marked. */
  readonly createdAt: string;
  /** Last day of the exercise. */
  readonly until: string;
  readonly partners: readonly string[];
}

/**
 * The marking of one record: most are for everyone, some for partners, a few for a named few or for
 * a group; some exclude a partner, are for fewer purposes or are to be reviewed; a few have none.
 */
export function exerciseMarking(facts: MarkingFacts, random: Random): Row {
  const { owner, createdAt } = facts;
  const audience = random.weighted(audiences);
  if (audience === 'unmarked') return noMarking;
  const others = facts.partners.filter((code) => code !== owner);
  const releasable = {
    public: ['PUBLIC'],
    partners: ['PARTNERS'],
    named: [owner, ...random.some(others, 3)],
    group: ['HEALTH', random.pick(others)],
  }[audience];
  const { classification, sensitivity, tlp } = labels[audience];
  return {
    marking_policy_id: 'EXERCISE-1',
    marking_classification: classification,
    marking_sensitivity: sensitivity,
    marking_tlp: tlp,
    marking_originator: owner,
    marking_releasable_to: releasable,
    marking_excluded: audience === 'partners' && random.chance(0.15) ? [random.pick(others)] : [],
    marking_purposes: purposesOf(audience, random),
    marking_created_at: createdAt,
    marking_review_at: reviewOf(facts, random),
    marking_successor: null,
  };
}

function purposesOf(audience: keyof typeof labels, random: Random): readonly string[] {
  if (audience === 'public') return allPurposes;
  const narrow = random.weighted({ all: 80, operations: 12, reports: 8 });
  if (narrow === 'operations') return ['COORDINATION', 'PLANNING'];
  return narrow === 'reports' ? ['REPORTING'] : allPurposes.slice(0, 3);
}

/** Of some records the review is due after the exercise, of a few it is overdue. */
function reviewOf({ createdAt, until }: MarkingFacts, random: Random): string | null {
  const review = random.weighted({ none: 90, due: 7, overdue: 3 });
  if (review === 'none') return null;
  const from = review === 'due' ? Date.parse(until) : Date.parse(createdAt);
  const after = review === 'due' ? random.int(180, 720) * dayLength : dayLength / 24;
  return new Date(from + after).toISOString().replace('Z', '000Z');
}

const noMarking: Row = {
  marking_policy_id: null,
  marking_classification: null,
  marking_sensitivity: null,
  marking_tlp: null,
  marking_originator: null,
  marking_releasable_to: null,
  marking_excluded: null,
  marking_purposes: null,
  marking_created_at: null,
  marking_review_at: null,
  marking_successor: null,
};
