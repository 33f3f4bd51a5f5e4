import type { Rewrite, RewriteStep } from '../plan/plan.ts';
import { isNode, type Node } from './walk.ts';

/** Undoes in an answer what the planner renamed in the document. */
export type RewriteAnswer = (answer: unknown) => void;

/** Compiles output rewrites; null where there are none. */
export function compileRewrites(rewrites: readonly Rewrite[]): RewriteAnswer | null {
  if (rewrites.length === 0) return null;
  return (answer) => {
    for (const rewrite of rewrites) apply(answer, rewrite.path, rewrite);
  };
}

function apply(value: unknown, path: readonly RewriteStep[], rewrite: Rewrite): void {
  if (Array.isArray(value)) {
    for (const one of value) apply(one, path, rewrite);
    return;
  }
  const [step, ...rest] = path;
  if (!isNode(value) || step === undefined) return;
  if (step.kind === 'types') {
    const type = value['__typename'];
    // An answer that does not say its type was asked for one type alone.
    if (type === undefined || step.names.includes(String(type))) apply(value, rest, rewrite);
  } else if (rest.length > 0) {
    if (Object.hasOwn(value, step.name)) apply(value[step.name], rest, rewrite);
  } else {
    change(value, step.name, rewrite);
  }
}

function change(node: Node, name: string, rewrite: Rewrite): void {
  if (!Object.hasOwn(node, name)) return;
  if (rewrite.kind === 'set') {
    node[name] = rewrite.value;
    return;
  }
  node[rewrite.to] = node[name];
  delete node[name];
}
