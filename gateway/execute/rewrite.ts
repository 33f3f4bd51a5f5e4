import type { Rewrite, RewriteStep } from '../plan/plan.ts';
import { isNode, type Node, type Path } from './walk.ts';

/** Undoes what the planner renamed in the document. */
export interface RewriteAnswer {
  readonly data: (answer: unknown) => void;
  /** Of an error in the answer: a path in what `data` makes of it. */
  readonly path: (path: Path) => Path;
}

/** Compiles output rewrites; null where there are none. */
export function compileRewrites(rewrites: readonly Rewrite[]): RewriteAnswer | null {
  if (rewrites.length === 0) return null;
  return {
    data: (answer) => {
      for (const rewrite of rewrites) apply(answer, rewrite.path, rewrite);
    },
    path: (path) => rewrites.reduce(renameIn, path),
  };
}

/** Types are not looked at: what the planner calls `f0__alias_0` is one field, whatever it is of. */
function renameIn(path: Path, rewrite: Rewrite): Path {
  if (rewrite.kind !== 'rename') return path;
  const keys = rewrite.path.flatMap((step) => (step.kind === 'key' ? step.name : []));
  const places = path.flatMap((step, i) => (typeof step === 'string' ? [i] : []));
  const last = places[keys.length - 1];
  if (last === undefined || keys.some((key, i) => path[places[i] ?? -1] !== key)) return path;
  return path.with(last, rewrite.to);
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
