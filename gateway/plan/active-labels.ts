const none: ReadonlySet<string> = new Set();

/**
 * Labels of progressive `@override` that hold for a request: `percent(25)` for a quarter of them.
 * Other labels are decided by nobody here and never hold.
 */
export function activeLabels(
  labels: readonly string[],
  chance: () => number = Math.random,
): ReadonlySet<string> {
  if (labels.length === 0) return none;
  // One throw for all: who is among 10 % is among 25 %, too.
  const thrown = chance() * 100;
  return new Set(
    labels.filter((label) => {
      const percent = /^percent\((\d+(?:\.\d+)?)\)$/.exec(label)?.[1];
      return percent !== undefined && thrown < Number(percent);
    }),
  );
}
