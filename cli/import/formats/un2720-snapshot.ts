import { invariant } from '../../../lib/invariant.ts';
import { readInstant } from '../cells/time.ts';
import type { Content } from '../content/content.ts';
import { isObject } from '../content/is-object.ts';
import { type FileProblem, fileProblem } from '../file-problem.ts';
import { unratedSource } from '../load/source-facts.ts';
import type { Format } from './format.ts';
import { type Figure, figuresDestination, readFigures } from './published-figures.ts';

const units = {
  trucks: 'C62',
  pallets: 'C62',
  weightTonnes: 'TNE',
  numberOfRequests: 'C62',
} as const;

type Measure = keyof typeof units;
const measures: readonly Measure[] = ['trucks', 'pallets', 'weightTonnes', 'numberOfRequests'];

const source = unratedSource('UN 2720 Mechanism: totals by organisation', {
  id: 'HUB:source:un2720-totals',
  publisher: 'UN 2720 Mechanism',
  kind: 'DATASET',
  methodology:
    'Cumulative totals by organisation behind the dashboard of the mechanism, which counts the cargo of the mechanism only. No day, crossing or stage.',
  url: 'https://app.un2720.org',
});

interface Snapshot {
  readonly summary: Readonly<Record<string, unknown>>;
  readonly organizations: readonly unknown[];
  readonly fetchedAt: unknown;
}

/** Totals by organisation with a summary, as the dashboard of the UN 2720 mechanism gets them. */
export const un2720Snapshot: Format = {
  name: 'UN 2720 totals',
  unit: 'record',
  recognises: (content) => snapshotOf(content) !== null,
  read: (content, context) => {
    const snapshot = snapshotOf(content);
    invariant(snapshot !== null, 'read only what is recognised');
    const destination = figuresDestination;
    const fetched = readInstant(String(snapshot.fetchedAt), context.now);
    if (typeof fetched !== 'string') {
      const value = JSON.stringify(snapshot.fetchedAt) ?? null;
      const { wrong, advice } = fetched;
      const problems = [fileProblem(null, 'fetchedAt', value, wrong, advice)];
      return { destination, records: [], problems, notes: [], sources: [source] };
    }
    const figures = [...figuresOf(snapshot, fetched)];
    return {
      destination,
      ...readFigures(figures, source, context),
      notes: compareSums(figures),
      sources: [source],
    };
  },
};

function snapshotOf(content: Content): Snapshot | null {
  if (content.kind !== 'json' || !isObject(content.value)) return null;
  const { summary, organizations, fetchedAt } = content.value;
  return isObject(summary) && Array.isArray(organizations)
    ? { summary, organizations, fetchedAt }
    : null;
}

/** The summary is record 1, the organisations follow. */
function* figuresOf(snapshot: Snapshot, fetched: string): Generator<Figure | FileProblem> {
  const about = {
    publisher: source.publisher,
    counting_basis: 'UN2720',
    // The day of the download is not over: the totals stand for the last whole day before it.
    period_to: dayBefore(fetched),
    observed_at: fetched,
    derived: false,
  };
  const figures = (record: unknown, at: number, path: string, organisation: string | null) =>
    measures.map((measure) => ({
      at,
      path: `${path}.${measure}`,
      value: isObject(record) ? record[measure] : undefined,
      unit: units[measure],
      about: { ...about, measure, organisation },
    }));
  yield* figures(snapshot.summary, 1, 'summary', null);
  for (const [n, record] of snapshot.organizations.entries()) {
    const name = isObject(record) ? record['organization'] : undefined;
    const path = `organizations[${n}]`;
    if (typeof name === 'string' && name.trim() !== '') {
      yield* figures(record, n + 2, path, name.trim());
    } else {
      // Without a name its figures would stand for those of all organisations.
      yield fileProblem(
        n + 2,
        `${path}.organization`,
        JSON.stringify(name) ?? null,
        'The organisation has no name.',
        'Take the file from its publisher again.',
      );
    }
  }
}

function dayBefore(instant: string): string {
  const day = 24 * 3_600_000;
  return new Date(Date.parse(instant.slice(0, 10)) - day).toISOString().slice(0, 10);
}

/** Published sums are kept as published; where they differ from their parts, people must know. */
function compareSums(figures: readonly (Figure | FileProblem)[]): readonly string[] {
  return measures.flatMap((measure) => {
    const same = figures.filter((each) => !('wrong' in each) && each.about['measure'] === measure);
    const numbers = same.map(({ value }) => (typeof value === 'number' ? value : 0));
    const [total = 0, ...parts] = numbers;
    const sum = Math.round(parts.reduce((all, part) => all + part, 0) * 1e6) / 1e6;
    if (sum === total) return [];
    const difference = `the organisations sum to ${sum}, the summary says ${total}`;
    return [`${measure}: ${difference}. Both are kept as published.`];
  });
}
