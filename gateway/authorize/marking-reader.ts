import { LRUCache } from 'lru-cache';
import { type ReleaseTerms, readReleaseText } from '../../lib/release-text.ts';
import type { CacheStats } from '../metrics/cache-stats.ts';

/** Reads markings as subgraphs give them; null for what cannot be read. */
export interface MarkingReader {
  (marking: unknown): ReleaseTerms | null;
  readonly stats: () => CacheStats;
}

const unreadable = Symbol('unreadable');

/** Texts that are kept at most, and their length: records of one owner share a few. */
const maxTexts = 2_000;
const maxLength = 4_096;

/** A marking is one text (`releaseField` of its record), read once; or its terms, field by field. */
export function createMarkingReader(): MarkingReader {
  // The cache takes no null.
  const known = new LRUCache<string, ReleaseTerms | typeof unreadable>({ max: maxTexts });
  const readAgain = (text: string): ReleaseTerms | null => {
    const found = known.get(text);
    if (found !== undefined) return found === unreadable ? null : found;
    const read = readReleaseText(text);
    if (text.length <= maxLength) known.set(text, read ?? unreadable);
    return read;
  };
  // Records that come one after the other often have the same.
  let last: { readonly text: string; readonly terms: ReleaseTerms | null } | undefined;
  const readText = (text: string): ReleaseTerms | null => {
    if (last?.text === text) return last.terms;
    const terms = readAgain(text);
    last = { text, terms };
    return terms;
  };
  const readMarking = (marking: unknown): ReleaseTerms | null => {
    if (typeof marking === 'string') return readText(marking);
    return typeof marking === 'object' && marking !== null && isTerms(marking) ? marking : null;
  };
  return Object.assign(readMarking, {
    stats: (): CacheStats => ({
      cache: 'markings',
      entries: known.size,
      bytes: null,
      maxEntries: maxTexts,
      maxBytes: null,
    }),
  });
}

function isTerms(marking: Partial<Record<keyof ReleaseTerms, unknown>>): marking is ReleaseTerms {
  const { reviewAt } = marking;
  return (
    typeof marking.policyId === 'string' &&
    typeof marking.originator === 'string' &&
    marking.originator !== '' &&
    isTexts(marking.releasableTo) &&
    isTexts(marking.excluded) &&
    isTexts(marking.purposes) &&
    (reviewAt === null || (typeof reviewAt === 'string' && !Number.isNaN(Date.parse(reviewAt))))
  );
}

function isTexts(value: unknown): value is readonly string[] {
  if (!Array.isArray(value)) return false;
  for (const one of value) if (typeof one !== 'string') return false;
  return true;
}
