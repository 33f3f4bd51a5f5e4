import type { ReleaseTerms } from '../../lib/release-text.ts';
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
 * Whether a record is released to one receiver at one instant.
 *
 * @param marking null where there is none, or one that cannot be read: denied
 * @param type name of the record's type
 */
export type Releases = (marking: ReleaseTerms | null, id: unknown, type: string) => boolean;

/**
 * The rule of `schema/policies/release.cedar`, compiled for every record of every answer; a test holds
 * the two equal.
 *
 * @param now milliseconds
 */
export function releasesTo(to: Receiver, now: number): Releases {
  // Records that come one after the other are often of one type under one marking.
  let last:
    | { readonly marking: ReleaseTerms; readonly type: string; readonly released: boolean }
    | undefined;
  return (marking, id, type) => {
    if (marking === null || typeof id !== 'string') return false;
    const { originator } = marking;
    // A marking speaks for the partner in whose name the record stands.
    if (!id.startsWith(originator) || id[originator.length] !== ':') return false;
    if (last?.marking !== marking || last.type !== type) {
      last = { marking, type, released: releasesUnder(marking, type, to, now) };
    }
    return last.released;
  };
}

/** What is the same for all records of a type under one marking. */
function releasesUnder(marking: ReleaseTerms, type: string, to: Receiver, now: number): boolean {
  if (to.partner === marking.originator) return true;
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
export function reviewOf(marking: ReleaseTerms | null, now: number): number {
  if (marking === null || marking.reviewAt === null) return Number.POSITIVE_INFINITY;
  const review = Date.parse(marking.reviewAt);
  return review > now ? review : Number.POSITIVE_INFINITY;
}

function namesOneOf(names: readonly string[], audience: ReadonlySet<string>): boolean {
  for (const name of names) if (audience.has(name)) return true;
  return false;
}
