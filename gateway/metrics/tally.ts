/** Counts what lives as long as its owner: once an owner is collected, its part is taken off. */
export interface Tally {
  readonly total: () => number;
  /** The owner's part, changed by what is given. */
  readonly of: (owner: object) => (change: number) => void;
}

export function createTally(): Tally {
  let total = 0;
  const collected = new FinalizationRegistry<{ readonly count: number }>(({ count }) => {
    total -= count;
  });
  return {
    total: () => total,
    of: (owner) => {
      const part = { count: 0 };
      collected.register(owner, part);
      return (change) => {
        part.count += change;
        total += change;
      };
    },
  };
}
