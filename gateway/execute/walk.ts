import type { PathStep } from '../plan/plan.ts';

/** An object of the answer while it grows. */
export type Node = Record<string, unknown>;
export type Visit = (node: Node) => void;
/** Where a node stands in the answer. */
export type Path = readonly (string | number)[];

/** Goes from an object along a path and visits every object at its end. */
export type Walk = (from: unknown, visit: Visit) => void;

/** Compiles a path of the plan into nested loops. */
export function compileWalk(steps: readonly PathStep[]): Walk {
  return steps.reduceRight<Walk>((next, step) => {
    switch (step.kind) {
      case 'field': {
        const { name } = step;
        return (from, visit) => {
          if (isNode(from) && Object.hasOwn(from, name)) next(from[name], visit);
        };
      }
      case 'each': {
        // Planners write one step for a list of lists, too: every element, however deep.
        const each: Walk = (from, visit) => {
          if (Array.isArray(from)) for (const one of from) each(one, visit);
          else next(from, visit);
        };
        return each;
      }
      case 'types': {
        const { names } = step;
        return (from, visit) => {
          if (isNode(from) && names.includes(String(from['__typename']))) next(from, visit);
        };
      }
      default:
        return step satisfies never;
    }
  }, visitNode);
}

function visitNode(from: unknown, visit: Visit): void {
  // A list at the end of a path holds the objects, however deep.
  if (Array.isArray(from)) for (const one of from) visitNode(one, visit);
  else if (isNode(from)) visit(from);
}

/** The same way again with the place of each object: needed only where something went wrong. */
export function walkWithPaths(
  from: unknown,
  steps: readonly PathStep[],
  visit: (node: Node, path: Path) => void,
  path: Path = [],
): void {
  const [step, ...rest] = steps;
  if (step === undefined || step.kind === 'each') {
    if (Array.isArray(from)) {
      for (const [i, one] of from.entries()) walkWithPaths(one, steps, visit, [...path, i]);
    } else if (step !== undefined) walkWithPaths(from, rest, visit, path);
    else if (isNode(from)) visit(from, path);
  } else if (isNode(from)) {
    if (step.kind === 'types') {
      if (step.names.includes(String(from['__typename']))) walkWithPaths(from, rest, visit, path);
    } else if (Object.hasOwn(from, step.name)) {
      walkWithPaths(from[step.name], rest, visit, [...path, step.name]);
    }
  }
}

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
