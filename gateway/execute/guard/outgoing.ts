import type { EntityGroup, RequiredSelection } from '../../plan/plan.ts';
import type { Node } from '../walk.ts';
import { tagOf } from './tag.ts';

/** To whom representations go, where records are under markings. */
export interface Outgoing {
  readonly subgraph: string;
  /** Names of the types of records. */
  readonly records: ReadonlySet<string>;
}

/** Whether an object may be sent to a subgraph. */
export type MayLeave = (node: Node) => boolean;

/**
 * A record leaves only as the one that was judged: to whom it is released, and under the id under
 * which it was. An object that is no record leaves freely.
 */
export function mayLeaveTo(
  { requires, references }: Pick<EntityGroup, 'requires' | 'references'>,
  { subgraph, records }: Outgoing,
): MayLeave {
  const ids = idsIn(requires);
  // Objects of other types than these are not represented at all.
  const noRecords = requires.every(
    (one) => one.kind === 'types' && !one.names.some((name) => records.has(name)),
  );
  return (node) => {
    const tag = tagOf(node);
    if (tag === undefined) return noRecords || !records.has(String(node['__typename']));
    if (references === true && tag.released) return false;
    if (!tag.judge.mayReach(tag, subgraph)) return false;
    for (const key of ids) if (Object.hasOwn(node, key) && node[key] !== tag.id) return false;
    return true;
  };
}

/** Keys under which representations take the id. */
function idsIn(requires: readonly RequiredSelection[]): readonly string[] {
  const ids = requires.flatMap((selection) => {
    if (selection.kind === 'types') return idsIn(selection.selections);
    return selection.as === 'id' ? [selection.name] : [];
  });
  return [...new Set(ids)];
}
