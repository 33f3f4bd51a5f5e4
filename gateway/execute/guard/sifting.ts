import type { RecordPlace } from '../../plan/plan.ts';
import type { Node } from '../walk.ts';
import type { Judge } from './judge.ts';

/** One walk through data: who judges, and what it took out. */
export interface Sifting {
  readonly judge: Judge;
  /** Whose answer it is. */
  readonly subgraph: string;
  /** Objects and lists that lost something, with the keys under which it stood. */
  nulled: Map<object, Set<string | number>> | null;
  /** Lists that were closed up: old index to new one, -1 for what is gone. */
  moved: Map<object, readonly number[]> | null;
}

/** Which records a walk looks at, and what it asks of each. */
export interface SiftRule {
  readonly wanted: (record: RecordPlace) => boolean;
  /** Nothing passes that was not asked for. */
  readonly strict: boolean;
  /** Whether a record may stay. */
  readonly admit: (
    node: Node,
    record: RecordPlace,
    id: string | undefined,
    sifting: Sifting,
  ) => boolean;
}

export function noteNulled(sifting: Sifting, parent: object, key: string | number): void {
  sifting.nulled ??= new Map();
  const keys = sifting.nulled.get(parent);
  if (keys === undefined) sifting.nulled.set(parent, new Set([key]));
  else keys.add(key);
}
