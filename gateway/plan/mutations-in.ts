import type { PlanNode } from './plan.ts';

/** How many of a plan's fetches are mutations. */
export function mutationsIn(node: PlanNode | null): number {
  if (node === null) return 0;
  switch (node.kind) {
    case 'sequence':
    case 'parallel':
      return node.nodes.reduce((sum, one) => sum + mutationsIn(one), 0);
    case 'condition':
      return Math.max(mutationsIn(node.whenTrue), mutationsIn(node.whenFalse));
    case 'fetch':
      return node.operation === 'mutation' ? 1 : 0;
    default:
      return node satisfies never;
  }
}
