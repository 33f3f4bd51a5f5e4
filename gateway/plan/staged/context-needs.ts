import type { ContextArgument } from '../contexts.ts';
import type { FieldJoin, JoinGraph } from '../join-graph.ts';
import type { ContextWay, RequiredSelection, RewriteStep } from '../plan.ts';
import { fieldsFor, type Place } from './place.ts';

/** Where the value of an argument of `@fromContext` is. */
export interface ContextNeed {
  readonly argument: ContextArgument;
  /** The nearest place above that sets the context. */
  readonly holder: Place;
  /** Fields between the two. */
  readonly levels: number;
}

/** What a field of a place takes from contexts; null where nothing above sets one of them. */
export function contextNeeds(
  place: Place,
  { contexts }: FieldJoin,
  graph: JoinGraph,
): readonly ContextNeed[] | null {
  const needs: ContextNeed[] = [];
  for (const argument of contexts) {
    const types = graph.contexts.get(argument.context);
    let holder = place.parent;
    let levels = 1;
    while (holder !== null && types?.has(holder.type.name) !== true) {
      holder = holder.parent;
      levels += 1;
    }
    if (holder === null) return null;
    if (fieldsFor(holder.type, argument.selection.selections, graph).length === 0) return null;
    needs.push({ argument, holder, levels });
  }
  return needs;
}

/** Ways to the values of what was selected of the object that sets the context. */
export function contextWays(
  levels: number,
  selections: readonly RequiredSelection[],
): readonly ContextWay[] {
  const walk = (
    list: readonly RequiredSelection[],
    path: readonly RewriteStep[],
  ): readonly ContextWay[] =>
    list.flatMap((one): readonly ContextWay[] => {
      if (one.kind === 'types') {
        return walk(one.selections, [...path, { kind: 'types', names: one.names }]);
      }
      // Says what an object is, so that the ways to its fields can tell.
      if (one.name === '__typename') return [];
      const below: readonly RewriteStep[] = [...path, { kind: 'key', name: one.name }];
      return one.selections === null ? [{ levels, path: below }] : walk(one.selections, below);
    });
  return walk(selections, []);
}
