import type { PlanNode } from './plan.ts';

/** Nodes one after the other, in the least form. */
export function sequenceOf(nodes: readonly (PlanNode | null)[]): PlanNode | null {
  return groupOf('sequence', nodes);
}

/** Nodes side by side, in the least form. */
export function parallelOf(nodes: readonly (PlanNode | null)[]): PlanNode | null {
  return groupOf('parallel', nodes);
}

function groupOf(
  kind: 'sequence' | 'parallel',
  nodes: readonly (PlanNode | null)[],
): PlanNode | null {
  const present = nodes.flatMap((node) => {
    if (node === null) return [];
    return node.kind === kind ? node.nodes : [node];
  });
  const [first] = present;
  return present.length < 2 ? (first ?? null) : { kind, nodes: present };
}

export function conditionOf(
  variable: string,
  whenTrue: PlanNode | null,
  whenFalse: PlanNode | null,
): PlanNode | null {
  if (whenTrue === null && whenFalse === null) return null;
  return { kind: 'condition', variable, whenTrue, whenFalse };
}
