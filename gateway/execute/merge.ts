import { isNode, type Node } from './walk.ts';

/**
 * Adds what a fetch brought to an object of the answer. Objects and lists that are on both sides
 * are merged, a later value takes the place of an earlier one; a null only of nothing.
 */
export function mergeInto(target: Node, source: Node): void {
  for (const key of Object.keys(source)) {
    // A subgraph could send it; no operation may ask for it.
    if (key === '__proto__') continue;
    target[key] = Object.hasOwn(target, key) ? merged(target[key], source[key]) : source[key];
  }
}

/** What stands after `value` came to where `present` was; changes `present` where it can. */
function merged(present: unknown, value: unknown): unknown {
  if (present === undefined || present === null) return value;
  if (value === null || value === undefined) return present;
  if (isNode(present) && isNode(value)) {
    mergeInto(present, value);
    return present;
  }
  if (Array.isArray(present) && Array.isArray(value) && present.length === value.length) {
    for (let i = 0; i < value.length; i++) present[i] = merged(present[i], value[i]);
    return present;
  }
  return value;
}

/** A copy that shares nothing: JSON values only. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isNode(value)) return value;
  const copy: Node = {};
  for (const key of Object.keys(value)) if (key !== '__proto__') copy[key] = copyOf(value[key]);
  return copy;
}
