import { isNode, type Node } from './walk.ts';

/**
 * Adds what a fetch brought to an object of the answer. Objects and lists that are on both sides
 * are merged, a later value takes the place of an earlier one; a null only of nothing.
 */
export function mergeInto(target: Node, source: Node): void {
  for (const key of Object.keys(source)) {
    // A subgraph could send it; no operation may ask for it.
    if (key === '__proto__') continue;
    const value = source[key];
    const present = Object.hasOwn(target, key) ? target[key] : undefined;
    if (present === undefined || present === null) target[key] = value;
    else if (isNode(present) && isNode(value)) mergeInto(present, value);
    else if (Array.isArray(present) && Array.isArray(value))
      mergeLists(target, key, present, value);
    else if (value !== null) target[key] = value;
  }
}

function mergeLists(target: Node, key: string, present: unknown[], value: unknown[]): void {
  if (present.length !== value.length) {
    target[key] = value;
    return;
  }
  for (let i = 0; i < value.length; i++) {
    const [old, next] = [present[i], value[i]];
    if (isNode(old) && isNode(next)) mergeInto(old, next);
    else if (next !== null && next !== undefined) present[i] = next;
  }
}

/** A copy that shares nothing: JSON values only. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isNode(value)) return value;
  const copy: Node = {};
  for (const key of Object.keys(value)) if (key !== '__proto__') copy[key] = copyOf(value[key]);
  return copy;
}
