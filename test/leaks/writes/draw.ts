import type { Row, Visibility } from '@entente/kit';
import type { Choices } from '../../differential/choices.ts';

/** What is drawn from a seed, with a world of records to draw ids from. */
export interface Draw extends Choices {
  /** A text that occurs nowhere else, and that no screen objects to. */
  readonly text: () => string;
  /** A day and an instant, before or after the present. */
  readonly day: (when: 'past' | 'future') => string;
  readonly instant: (when: 'past' | 'future') => string;
  /** An id of this type, of a record that the caller sees or does not see, or of none. */
  readonly id: (type: string, fits?: (row: Row, caller: Visibility) => boolean) => string;
  /** The same as a record, where there is one. */
  readonly record: (type: string, own: boolean) => Row | null;
  readonly marking: () => Row;
  /** A new record's id. */
  readonly newId: (owner: string, type: string) => string;
}

const canary = /(?<!:)canary[a-z]{6}/g;

/** Every text of `draw.text()` that stands in these, but for those that are parts of ids. */
export function canariesIn(value: unknown): ReadonlySet<string> {
  return new Set(JSON.stringify(value ?? null).match(canary) ?? []);
}
