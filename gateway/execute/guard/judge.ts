import type { ReleaseTerms } from '../../../lib/release-text.ts';
import type { Releases } from '../../authorize/record-policy.ts';
import { Tag } from './tag.ts';

/** The release rule, as it is applied in one request. */
export interface JudgeOptions {
  /** To who asks. */
  readonly releases: Releases;
  /** The same for the partner that operates a subgraph, as the receiver of what that is sent. */
  readonly releasesTo: (partner: string) => Releases;
  /** When a marking's verdicts change by themselves (ms). */
  readonly reviewOf: (marking: ReleaseTerms | null, now: number) => number;
  /** Reads a marking as a subgraph gave it. */
  readonly readMarking: (marking: unknown) => ReleaseTerms | null;
  /** Code of the partner that operates a subgraph, `HUB` for the hub; undefined if unknown. */
  readonly operatorOf: (subgraph: string) => string | undefined;
  /** Milliseconds. */
  readonly now: number;
}

/** Decides about the records of one request, and keeps account. */
export interface Judge {
  /** The tag of a record that its owner's subgraph delivers; null where it is not released. */
  readonly judge: (id: unknown, type: string, marking: unknown, subgraph: string) => Tag | null;
  /** The tag of a reference to a record; null where it names none. */
  readonly refer: (id: unknown, type: string, owner: string) => Tag | null;
  /** Whether what is known of a record may be sent to a subgraph. */
  readonly mayReach: (tag: Tag, subgraph: string) => boolean;
  /** Answers of a partner's subgraph hold what was asked and nothing else. */
  readonly isForeign: (subgraph: string) => boolean;
  /** Records that an owner should not have delivered, by `subgraph type`. */
  readonly withheld: ReadonlyMap<string, number>;
  /** The first instant (ms) at which a verdict of this request changes by itself. */
  readonly until: () => number;
}

export function createJudge(options: JudgeOptions): Judge {
  const { releases, releasesTo, reviewOf, readMarking, operatorOf, now } = options;
  const withheld = new Map<string, number>();
  let until = Number.POSITIVE_INFINITY;

  // Records come by the answer: the same subgraph is asked about many times in a row.
  let known: { readonly subgraph: string; readonly operator: string | undefined } | undefined;
  const operatorAgain = (subgraph: string): string | undefined => {
    if (known?.subgraph !== subgraph) known = { subgraph, operator: operatorOf(subgraph) };
    return known.operator;
  };
  const isOwnersRecord = (id: string, subgraph: string): boolean => {
    const operator = operatorAgain(subgraph);
    return operator === 'HUB' || (operator !== undefined && id.startsWith(`${operator}:`));
  };
  const rules = new Map<string, Releases>();
  const releasesToOperator = (partner: string): Releases => {
    const rule = rules.get(partner) ?? releasesTo(partner);
    rules.set(partner, rule);
    return rule;
  };
  const mayReach = ({ id, type, owner, marking }: Tag, subgraph: string): boolean => {
    if (owner !== null) return subgraph === owner && isOwnersRecord(id, subgraph);
    const operator = operatorAgain(subgraph);
    if (operator === 'HUB') return true;
    return operator !== undefined && releasesToOperator(operator)(marking, id, type);
  };
  const own = { mayReach };
  return {
    mayReach,
    judge: (id, type, given, subgraph) => {
      const marking = readMarking(given);
      const review = reviewOf(marking, now);
      if (review < until) until = review;
      const released =
        typeof id === 'string' && isOwnersRecord(id, subgraph) && releases(marking, id, type);
      if (released) return new Tag(id, type, marking, null, own);
      const place = `${subgraph} ${type}`;
      withheld.set(place, (withheld.get(place) ?? 0) + 1);
      return null;
    },
    refer: (id, type, owner) => {
      if (typeof id !== 'string') return null;
      return new Tag(id, type, null, owner, own);
    },
    isForeign: (subgraph) => operatorOf(subgraph) !== 'HUB',
    withheld,
    until: () => until,
  };
}
