import type { Answer, Operation } from './operations.ts';

/** What became of an operation, as its writer knows it. */
export interface Entry {
  readonly operation: Operation;
  /** `open` until it is answered. */
  state: 'open' | 'done' | 'refused';
  /** Ids that it was answered with. */
  ids: Answer['ids'];
}

/** What the writers know, to be held against the database. */
export interface Ledger {
  readonly entries: ReadonlyMap<string, Entry>;
  readonly open: (operation: Operation) => Entry;
  /** Notes an answer; a second one must be the first. */
  readonly done: (entry: Entry, ids: Answer['ids']) => void;
  readonly refused: (entry: Entry) => void;
  /** What no writer should have seen. */
  readonly wrong: (text: string) => void;
  readonly problems: readonly string[];
  readonly answered: () => number;
}

export function openLedger(): Ledger {
  const entries = new Map<string, Entry>();
  const problems: string[] = [];
  const count = { answered: 0 };
  return {
    entries,
    open: (operation) => {
      const entry: Entry = { operation, state: 'open', ids: [] };
      entries.set(operation.key, entry);
      return entry;
    },
    done: (entry, ids) => {
      count.answered += 1;
      if (entry.state === 'done' && entry.ids.join() !== ids.join()) {
        problems.push(`${entry.operation.key} was answered ${entry.ids}, and then ${ids}`);
      }
      entry.state = 'done';
      entry.ids = ids;
    },
    refused: (entry) => {
      count.answered += 1;
      if (entry.state === 'done') problems.push(`${entry.operation.key} was done, then refused`);
      entry.state = 'refused';
    },
    wrong: (text) => void problems.push(text),
    problems,
    answered: () => count.answered,
  };
}
