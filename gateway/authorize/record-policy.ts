import type { Purpose } from '../../schema/hub-state.ts';
import type { AgreementInForce } from '../authenticate/principal.ts';

/** Who would get a record: a caller, or the partner that operates a subgraph. */
export interface Receiver {
  readonly partner: string;
  /** The partner's code and its groups: what a marking may name. */
  readonly audience: ReadonlySet<string>;
  readonly purpose: Purpose;
  /** Agreements in force for it: id to the names of the record types covered, null for all. */
  readonly agreements: ReadonlyMap<string, ReadonlySet<string> | null>;
}

/** The part of a marking that decides. */
export interface Marking {
  readonly policyId: string;
  readonly originator: string;
  readonly releasableTo: readonly string[];
  readonly excluded: readonly string[];
  readonly purposes: readonly string[];
  /** ISO 8601 */
  readonly reviewAt: string | null;
}

export function receiver(
  { partner, groups, purpose }: { partner: string; groups: readonly string[]; purpose: Purpose },
  agreements: readonly AgreementInForce[],
): Receiver {
  return {
    partner,
    audience: new Set([partner, ...groups]),
    purpose,
    agreements: new Map(agreements.map(({ id, types }) => [id, types && new Set(types)])),
  };
}

/**
 * Whether a record is released to a receiver: the rule of `schema/policies/release.cedar`, compiled
 * for every record of every answer; a test holds the two equal. What cannot be read is denied.
 *
 * @param marking as a subgraph gave it
 * @param type name of the record's type
 * @param now milliseconds
 */
export function releases(
  marking: unknown,
  id: unknown,
  type: string,
  to: Receiver,
  now: number,
): boolean {
  if (!isMarking(marking) || typeof id !== 'string') return false;
  const { originator } = marking;
  // A marking speaks for the partner in whose name the record stands.
  if (!id.startsWith(originator) || id[originator.length] !== ':') return false;
  if (to.partner === originator) return true;
  const { audience } = to;
  if (!namesOneOf(marking.releasableTo, audience) || namesOneOf(marking.excluded, audience)) {
    return false;
  }
  if (!marking.purposes.includes(to.purpose)) return false;
  const types = to.agreements.get(marking.policyId);
  if (types === undefined || (types !== null && !types.has(type))) return false;
  return marking.reviewAt === null || now < Date.parse(marking.reviewAt);
}

/** The instant (ms) at which a marking's verdicts change by themselves; infinite for none. */
export function reviewOf(marking: unknown, now: number): number {
  const { reviewAt = null }: { readonly reviewAt?: unknown } = Object(marking);
  if (typeof reviewAt !== 'string') return Number.POSITIVE_INFINITY;
  const review = Date.parse(reviewAt);
  return review > now ? review : Number.POSITIVE_INFINITY;
}

export function isMarking(value: unknown): value is Marking {
  if (typeof value !== 'object' || value === null) return false;
  const marking: Partial<Record<keyof Marking, unknown>> = value;
  const { reviewAt } = marking;
  return (
    typeof marking.policyId === 'string' &&
    typeof marking.originator === 'string' &&
    marking.originator !== '' &&
    isTexts(marking.releasableTo) &&
    isTexts(marking.excluded) &&
    isTexts(marking.purposes) &&
    (reviewAt === null || (typeof reviewAt === 'string' && !Number.isNaN(Date.parse(reviewAt))))
  );
}

function isTexts(value: unknown): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  for (const one of value) if (typeof one !== 'string') return false;
  return true;
}

function namesOneOf(names: readonly string[], audience: ReadonlySet<string>): boolean {
  for (const name of names) if (audience.has(name)) return true;
  return false;
}
