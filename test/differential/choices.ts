/** Deterministic choices from one seed: the same seed makes the same choices on every machine. */
export interface Choices {
  /** A whole number from 0 to `below` - 1. */
  readonly int: (below: number) => number;
  /** True in `percent` of 100 cases. */
  readonly chance: (percent: number) => boolean;
  readonly pick: <Item>(items: readonly Item[]) => Item;
  /** Each item with the given chance, in the given order; never fewer than `least`. */
  readonly some: <Item>(items: readonly Item[], percent: number, least?: number) => Item[];
}

/** mulberry32: 32 bits of state are plenty for choices, and nothing here is secret. */
export function createChoices(seed: number): Choices {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return (bits ^ (bits >>> 14)) >>> 0;
  };
  const int = (below: number): number => next() % Math.max(1, below);
  const chance = (percent: number): boolean => int(100) < percent;
  const pick = <Item>(items: readonly Item[]): Item => {
    if (items.length === 0) throw new Error('there is nothing to choose from');
    return items[int(items.length)] as Item;
  };
  const some = <Item>(items: readonly Item[], percent: number, least = 0): Item[] => {
    const chosen = new Set(items.filter(() => chance(percent)));
    while (chosen.size < Math.min(least, items.length)) chosen.add(pick(items));
    return items.filter((item) => chosen.has(item));
  };
  return { int, chance, pick, some };
}

/** 32 bits of FNV-1a with a final mix: short texts that differ little give unlike numbers. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
