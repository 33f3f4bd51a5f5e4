import { isNode, type Path } from '../walk.ts';
import type { Sifting } from './sifting.ts';

/**
 * Where a place stands after records were taken out of the data.
 *
 * @param open whether the place of a record that is gone may still be named: that its owner did not
 *   answer is said there
 * @returns null for a place of what was taken out: it is nobody's business any more
 */
export function movePath(
  path: Path,
  data: unknown,
  { nulled, moved }: Sifting,
  open: boolean,
): Path | null {
  let value = data;
  const out: (string | number)[] = [];
  for (const [depth, step] of path.entries()) {
    const parent = value;
    let next = step;
    if (Array.isArray(parent) && typeof step === 'number') {
      const index = moved?.get(parent)?.[step] ?? step;
      if (index === -1) return null;
      next = index;
      value = parent[index];
    } else {
      value = isNode(parent) && Object.hasOwn(parent, step) ? parent[step] : undefined;
    }
    out.push(next);
    const gone = nulled !== null && isObject(parent) && nulled.get(parent)?.has(step) === true;
    const closed = isObject(parent) && moved?.has(parent) === true;
    if (gone && !closed && !(open && depth === path.length - 1)) return null;
  }
  return out;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
