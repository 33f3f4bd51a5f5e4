/** Any of these sets of names: `[["a", "b"], ["c"]]` is a and b, or c. An empty set always holds. */
export type AnyOf = readonly (readonly string[])[];

/** Beyond it two conditions are not multiplied out any more. */
const maxTerms = 1_000;

/** Both conditions in one, as composition writes it; null where it would have too many terms. */
export function both(first: AnyOf, second: AnyOf): AnyOf | null {
  if (first.length * second.length > maxTerms) return null;
  return simplest(first.flatMap((one) => second.map((other) => [...one, ...other])));
}

/** Names sorted, sets that contain another one left out. */
export function simplest(condition: AnyOf): AnyOf {
  const terms = new Map<string, ReadonlySet<string>>();
  for (const term of condition) {
    const names = [...new Set(term)].sort();
    terms.set(JSON.stringify(names), new Set(names));
  }
  const sets = [...terms.values()];
  return [...terms]
    .filter(([, term]) => !sets.some((other) => other !== term && other.isSubsetOf(term)))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, term]) => [...term]);
}

export function holds(condition: AnyOf, has: (name: string) => boolean): boolean {
  return condition.some((names) => names.every(has));
}
