import { guardKeys } from '../../../lib/guard-keys.ts';
import type { ReleaseTerms } from '../../../lib/release-text.ts';
import type { Node } from '../walk.ts';

/** Who decided about a record, and decides about it still. */
export interface Decides {
  readonly mayReach: (tag: Tag, subgraph: string) => boolean;
}

/** What is known of a record while a request runs. No answer of a subgraph can bring one. */
export class Tag {
  readonly id: string;
  readonly type: string;
  /** Null for a reference. */
  readonly marking: ReleaseTerms | null;
  /** The owner's subgraph, for a reference that it has not vouched for yet; null once it is released. */
  readonly owner: string | null;
  readonly judge: Decides;

  constructor(
    id: string,
    type: string,
    marking: ReleaseTerms | null,
    owner: string | null,
    judge: Decides,
  ) {
    this.id = id;
    this.type = type;
    this.marking = marking;
    this.owner = owner;
    this.judge = judge;
  }

  get released(): boolean {
    return this.owner === null;
  }
}

/**
 * Where a tag stands in an object: in place of the marking that it was made from, which is read once.
 * A client's key cannot be this one, and what a subgraph sends under it is no `Tag`.
 */
export const tagKey = guardKeys.marking;

/** The key by its name in the code: what every object is asked for is found faster so. */
interface Tagged {
  [guardKeys.marking]?: unknown;
}

/** The marking of a record as its owner's subgraph gave it, until a tag takes its place. */
export function markingIn(node: Node): unknown {
  return (node as Tagged)._e_marking;
}

export function tagOf(node: Node): Tag | undefined {
  const tag = (node as Tagged)._e_marking;
  return tag instanceof Tag ? tag : undefined;
}

export function setTag(node: Node, tag: Tag): void {
  (node as Tagged)._e_marking = tag;
}
