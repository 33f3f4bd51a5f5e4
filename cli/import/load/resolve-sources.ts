import type { ImportRecord } from '../kinds/import-record.ts';
import { type SourceFacts, unratedSource } from './source-facts.ts';

/** Records with the ids of their sources, and the sources that the hub does not have yet. */
export interface ResolvedSources {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  readonly added: readonly SourceFacts[];
}

/**
 * Finds each record's source: by id or title among those the hub has, else among those the file
 * brings, else as a new one with the title that the record gives. A source that is there keeps its
 * rating: an import must not undo what the partners decided.
 */
export function resolveSources(
  records: readonly ImportRecord[],
  known: ReadonlyMap<string, string>,
  brought: readonly SourceFacts[],
  more: Partial<SourceFacts>,
): ResolvedSources {
  const added = new Map<string, SourceFacts>();
  const find = (text: string): string => {
    const there = known.get(text);
    if (there !== undefined) return there;
    const found = brought.find(({ id, title }) => id === text || title.en === text);
    const source = found ?? unratedSource(text, more);
    if (!known.has(source.id)) added.set(source.id, source);
    return source.id;
  };
  const rows = records.map(({ row, source }) => ({
    ...row,
    source_id: source === null ? null : find(source),
  }));
  return { rows, added: [...added.values()] };
}
