import type { Row, Visibility } from '@entente/kit';
import { canariesIn } from './draw.ts';
import { type Records, recordTypes } from './records.ts';
import { sees } from './withheld.ts';
import type { WrittenDomain } from './written-domain.ts';

const recordId = /[A-Z]{3}:[a-z-]+:[0-9A-HJKMNP-TV-Z]{26}/g;
const instant = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|\+00:00)/g;

/** What is known of an operation before it is run. */
export interface Run {
  readonly domain: WrittenDomain;
  /** Ids of the records that there were. */
  readonly known: ReadonlySet<string>;
  /** Milliseconds. */
  readonly began: number;
}

/**
 * A text without what two runs of one operation must differ in: ids of records that it made, and
 * instants since it began.
 */
export function normalised(text: string, { domain, known, began }: Run): string {
  const made = new Map<string, string>();
  const elapsed = (domain.elapsed ?? []).join('|') || '-';
  return text
    .replaceAll(new RegExp(`"(${elapsed})":[\\d.e-]+`, 'g'), '"$1":"NOW"')
    .replaceAll(recordId, (id) => {
      if (known.has(id)) return id;
      const name = made.get(id) ?? `NEW-${made.size}`;
      made.set(id, name);
      return name;
    })
    .replaceAll(instant, (at) => (Date.parse(at) >= began ? 'NOW' : at));
}

/** What stands in a database, as one text that two runs of one operation leave equal. */
export function standing(records: Records, run: Run): string {
  const lines = Object.entries(records).flatMap(([table, rows]) =>
    rows.map((row) => {
      const text = normalised(JSON.stringify(row), run).replaceAll(/NEW-\d+/g, 'NEW');
      return `${table} ${text}`;
    }),
  );
  return lines.sort().join('\n');
}

/** Of each text that came with a new record, that record; null where several have it. */
export type Homes = ReadonlyMap<string, string | null>;

export interface Looked {
  readonly domain: WrittenDomain;
  readonly records: Records;
  readonly homes: Homes;
  readonly caller: Visibility;
  /** What the caller itself has sent: that may come back. */
  readonly sent: string;
}

/** Ids and texts of withheld records that stand in an answer. */
export function leaksIn(
  answer: string,
  { domain, records, homes, caller, sent }: Looked,
): readonly string[] {
  const hidden = new Map<string, Row>();
  const shown = new Map<string, ReadonlySet<string>>();
  for (const [table, type] of recordTypes(domain.subgraph)) {
    for (const row of records[table] ?? []) {
      if (!sees(domain, type, row, caller)) hidden.set(String(row['id']), row);
      else {
        const owner = String(row['owner_code']);
        shown.set(owner, new Set([...(shown.get(owner) ?? []), ...canariesIn(row)]));
      }
    }
  }
  const ids = [...hidden.keys()].filter((id) => !sent.includes(id) && answer.includes(id));
  const texts = [...canariesIn(answer)].filter((text) => {
    const home = hidden.get(homes.get(text) ?? '');
    if (home === undefined || sent.includes(text)) return false;
    // Its owner has itself put the text where it is released.
    return shown.get(String(home['owner_code']))?.has(text) !== true;
  });
  return [...ids, ...texts.map((text) => `${text} of ${homes.get(text)}`)];
}
