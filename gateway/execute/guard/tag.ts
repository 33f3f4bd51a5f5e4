import type { ReleaseTerms } from '../../../lib/release-text.ts';
import type { Node } from '../walk.ts';

/** What is known of a record while a request runs. No answer of a subgraph can bring one. */
export interface Tag {
  readonly id: string;
  readonly type: string;
  /** False for a reference that its owner has not vouched for yet. */
  readonly released: boolean;
  /** Null for a reference. */
  readonly marking: ReleaseTerms | null;
  /** The owner's subgraph, for a reference. */
  readonly owner: string | null;
  /** Who decides about it. */
  readonly judge: { readonly mayReach: (tag: Tag, subgraph: string) => boolean };
}

/** JSON has no symbols: what stands under one was put there by the guard. */
const key = Symbol('record');

interface Tagged {
  [key]?: Tag;
}

export function tagOf(node: Node): Tag | undefined {
  return (node as Tagged)[key];
}

export function setTag(node: Node, tag: Tag): void {
  (node as Tagged)[key] = tag;
}
