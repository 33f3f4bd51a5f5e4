import { setTag, tagKey, tagOf } from './guard/tag.ts';
import { isNode, type Node } from './walk.ts';

/**
 * Adds what a fetch brought to an object of the answer. Objects and lists that are on both sides
 * are merged, a later value takes the place of an earlier one; a null only of nothing.
 *
 * @param interfaces names that stand as `__typename` where a subgraph has an interface object: they
 *   never take the place of the object's own type
 */
export function mergeInto(target: Node, source: Node, interfaces: ReadonlySet<string>): void {
  // JSON objects inherit nothing that is enumerated.
  for (const key in source) {
    // A subgraph could send it; no operation may ask for it. What the guard knows of an object stays its own.
    if (key === '__proto__' || key === tagKey) continue;
    const value = source[key];
    const present = target[key];
    if (present === undefined || !Object.hasOwn(target, key)) target[key] = value;
    else if (key !== '__typename' || !interfaces.has(String(value))) {
      target[key] = merged(present, value, interfaces);
    }
  }
}

/** What stands after `value` came to where `present` was; changes `present` where it can. */
function merged(present: unknown, value: unknown, interfaces: ReadonlySet<string>): unknown {
  if (present === undefined || present === null) return value;
  if (value === null || value === undefined) return present;
  if (isNode(present) && isNode(value)) {
    mergeInto(present, value, interfaces);
    return present;
  }
  if (Array.isArray(present) && Array.isArray(value) && present.length === value.length) {
    for (let i = 0; i < value.length; i++) present[i] = merged(present[i], value[i], interfaces);
    return present;
  }
  return value;
}

/** A copy that shares nothing: JSON values, and what the guard knows of records. */
export function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isNode(value)) return value;
  const copy: Node = {};
  for (const key of Object.keys(value)) {
    if (key !== '__proto__' && key !== tagKey) copy[key] = copyOf(value[key]);
  }
  const tag = tagOf(value);
  if (tag !== undefined) setTag(copy, tag);
  return copy;
}
