import type { PathStep } from '../plan/plan.ts';

/** An object of the answer while it grows. */
export type Node = Record<string, unknown>;
export type Visit = (node: Node) => void;
/** Where a node stands in the answer. */
export type Path = readonly (string | number)[];

/** Goes from an object along a path and visits every object at its end. */
export type Walk = (from: unknown, visit: Visit) => void;

/**
 * Compiles a path of the plan into code of its own, a function for each step: objects of one place
 * have one shape, which code that is shared among all places could not make use of. Names of the
 * plan stand in it quoted, nothing else of it.
 */
export function compileWalk(steps: readonly PathStep[]): Walk {
  const functions = steps.map((step, i) => {
    const next = `s${i + 1}`;
    switch (step.kind) {
      case 'field': {
        const name = JSON.stringify(step.name);
        const read = `${next}(v[${name}], visit)`;
        const own = step.name in Object.prototype ? `if (Object.hasOwn(v, ${name})) ` : '';
        return `function s${i}(v, visit) { if (${isObject}) ${own}${read}; }`;
      }
      case 'each':
        // Planners write one step for a list of lists, too: every element, however deep.
        return `function s${i}(v, visit) {
          if (Array.isArray(v)) for (let i = 0; i < v.length; i++) s${i}(v[i], visit);
          else ${next}(v, visit);
        }`;
      case 'types': {
        const named = step.names.map((name) => `type === ${JSON.stringify(name)}`);
        return `function s${i}(v, visit) {
          if (!(${isObject})) return;
          const type = v.__typename;
          if (${named.join(' || ') || 'false'}) ${next}(v, visit);
        }`;
      }
      default:
        return step satisfies never;
    }
  });
  const last = steps.length;
  // A list at the end of a path holds the objects, however deep.
  const end = `function s${last}(v, visit) {
    if (Array.isArray(v)) for (let i = 0; i < v.length; i++) s${last}(v[i], visit);
    else if (typeof v === 'object' && v !== null) visit(v);
  }`;
  return new Function(`'use strict'; ${functions.join('\n')} ${end} return s0;`)() as Walk;
}

const isObject = "typeof v === 'object' && v !== null && !Array.isArray(v)";

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
