import type { Answer } from './day.ts';

/** The value at a path of an answer, `consignment.state`; null where something on the way is null. */
export function pick(answer: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, name) => (value as Answer | null | undefined)?.[name] ?? null, answer);
}

/** The list at a path of an answer; empty where there is none. */
export function pickList(answer: unknown, path: string): readonly Answer[] {
  const list = pick(answer, path);
  return Array.isArray(list) ? list : [];
}

/** Adds up a number of every entry of a list, nulls left out. */
export function sum(list: readonly Answer[], field: string): number {
  return list.reduce((total, one) => total + Number(one[field] ?? 0), 0);
}
