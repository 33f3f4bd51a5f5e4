import type { ContextValue, RewriteStep } from '../plan/plan.ts';
import type { EntityStep } from './program.ts';
import { isNode, type Node, type Path, walkWithPaths } from './walk.ts';

/** Entities that have the same values of `@fromContext` variables, and these as pieces of a body. */
interface Partition {
  readonly variables: string;
  /** The groups, each narrowed to the entities of this partition. */
  readonly groups: readonly EntityStep[];
}

/** Splits a fetch: a document's variables have one value each, entities may have different ones. */
export function partitionByContext(
  groups: readonly EntityStep[],
  data: Node,
): readonly Partition[] {
  const partitions = new Map<string, Map<EntityStep, Set<Node>>>();
  for (const group of groups) {
    for (const { path } of group.targets) {
      walkWithPaths(data, path, (node, place) => {
        const values = group.contexts.map(
          (context) =>
            `${JSON.stringify(context.variable)}:${JSON.stringify(contextValue(context, data, place))}`,
        );
        const variables = values.join();
        const members = partitions.get(variables) ?? new Map<EntityStep, Set<Node>>();
        partitions.set(variables, members);
        members.set(group, (members.get(group) ?? new Set()).add(node));
      });
    }
  }
  return [...partitions].map(([variables, members]) => ({
    variables,
    groups: groups.map((group) => {
      const nodes = members.get(group) ?? new Set();
      const number: EntityStep['number'] = () => {
        const { texts, numberOf } = group.number();
        return { texts, numberOf: (node) => (nodes.has(node) ? numberOf(node) : -1) };
      };
      return { ...group, number };
    }),
  }));
}

function contextValue({ ways }: ContextValue, data: Node, place: Path): unknown {
  for (const { levels, path } of ways) {
    const value = follow(ancestor(data, place, levels), path);
    if (value !== undefined) return value;
  }
  return null;
}

/** The object that stands `levels` fields above a place. */
function ancestor(data: Node, place: Path, levels: number): unknown {
  const fields = place.flatMap((step, i) => (typeof step === 'string' ? [i] : []));
  const end = fields.at(-levels);
  let value: unknown = data;
  for (const step of place.slice(0, end)) value = (value as Record<string | number, unknown>)[step];
  return value;
}

function follow(from: unknown, path: readonly RewriteStep[]): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return from;
  if (Array.isArray(from)) return from.map((one) => follow(one, path));
  if (!isNode(from)) return from === null ? null : undefined;
  if (step.kind === 'types') {
    const type = from['__typename'];
    return type === undefined || step.names.includes(String(type)) ? follow(from, rest) : undefined;
  }
  return Object.hasOwn(from, step.name) ? follow(from[step.name], rest) : undefined;
}
