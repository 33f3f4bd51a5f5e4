import type { ReleaseTerms } from '../../../lib/release-text.ts';
import type { Receiver } from '../../authorize/record-policy.ts';
import type { Tag } from './tag.ts';

/** The release rule, and to whom it is applied in one request. */
export interface JudgeOptions {
  readonly releases: (
    marking: ReleaseTerms | null,
    id: unknown,
    type: string,
    to: Receiver,
    now: number,
  ) => boolean;
  /** When a marking's verdicts change by themselves (ms). */
  readonly reviewOf: (marking: ReleaseTerms | null, now: number) => number;
  /** Reads a marking as a subgraph gave it. */
  readonly readMarking: (marking: unknown) => ReleaseTerms | null;
  /** Who asks. */
  readonly caller: Receiver;
  /** Code of the partner that operates a subgraph, `HUB` for the hub; undefined if unknown. */
  readonly operatorOf: (subgraph: string) => string | undefined;
  /** A partner as the receiver of what its subgraph is sent for this caller. */
  readonly receiverOf: (partner: string) => Receiver;
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
  const { releases, reviewOf, readMarking, caller, operatorOf, receiverOf, now } = options;
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
  const mayReach = ({ id, type, released, marking, owner }: Tag, subgraph: string): boolean => {
    if (!released) return subgraph === owner && isOwnersRecord(id, subgraph);
    const operator = operatorAgain(subgraph);
    if (operator === 'HUB') return true;
    return operator !== undefined && releases(marking, id, type, receiverOf(operator), now);
  };
  const own = { mayReach };
  return {
    mayReach,
    judge: (id, type, given, subgraph) => {
      const marking = readMarking(given);
      const review = reviewOf(marking, now);
      if (review < until) until = review;
      const released =
        typeof id === 'string' &&
        isOwnersRecord(id, subgraph) &&
        releases(marking, id, type, caller, now);
      if (released) return { id, type, released, marking, owner: null, judge: own };
      const place = `${subgraph} ${type}`;
      withheld.set(place, (withheld.get(place) ?? 0) + 1);
      return null;
    },
    refer: (id, type, owner) => {
      if (typeof id !== 'string') return null;
      return { id, type, released: false, marking: null, owner, judge: own };
    },
    isForeign: (subgraph) => operatorOf(subgraph) !== 'HUB',
    withheld,
    until: () => until,
  };
}
