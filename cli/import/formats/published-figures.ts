import type { BadCell, CellValue } from '../cells/cell.ts';
import { readCount, readMeasure } from '../cells/number.ts';
import { type FileProblem, fileProblem } from '../file-problem.ts';
import { type ImportRecord, importRecord, type RecordContext } from '../kinds/import-record.ts';
import { publishedTotals } from '../kinds/published-totals.ts';
import type { SourceFacts } from '../load/source-facts.ts';
import type { Destination } from './format.ts';
import { recordDestination } from './record-destination.ts';

/** One number in a published file. */
export interface Figure {
  /** Record of the file, counted from 1. */
  readonly at: number;
  /** Where in the record it stands: `organizations[3].trucks`. */
  readonly path: string;
  readonly value: unknown;
  /** Tonnes and the like have decimals, pieces have none. */
  readonly unit: 'C62' | 'TNE';
  /** The other values of the `PublishedTotal`. */
  readonly about: Readonly<Record<string, CellValue>>;
}

/** Figures as records of published totals, and what is wrong with the others. */
export function readFigures(
  figures: Iterable<Figure | FileProblem>,
  source: SourceFacts,
  context: RecordContext,
): { readonly records: readonly ImportRecord[]; readonly problems: readonly FileProblem[] } {
  const records: ImportRecord[] = [];
  const problems: FileProblem[] = [];
  const defaults = {
    ...context.defaults,
    owner: context.defaults.owner ?? 'HUB',
    source: context.defaults.source ?? source.id,
  };
  for (const figure of figures) {
    if ('wrong' in figure) {
      problems.push(figure);
      continue;
    }
    const { at, path, value, unit, about } = figure;
    const number = readFigure(value, unit);
    if (typeof number !== 'number') {
      problems.push(
        fileProblem(at, path, JSON.stringify(value) ?? null, number.wrong, number.advice),
      );
      continue;
    }
    const long = [about['measure'], about['organisation']].find(isTooLong);
    if (long !== undefined) {
      const wrong = `The name has more than ${longestName} characters.`;
      problems.push(fileProblem(at, path, String(long), wrong, 'Take the file again.'));
      continue;
    }
    const values = { ...about, value: number, unit };
    const record = importRecord(publishedTotals, at, values, { ...context, defaults });
    if ('wrong' in record) problems.push(record);
    else records.push(record);
  }
  return { records, problems };
}

/** Characters of the name of a measure or an organisation. */
const longestName = 200;

function isTooLong(name: CellValue | undefined): boolean {
  return typeof name === 'string' && name.length > longestName;
}

/** The publications are whole: what they leave out is unknown, not unchanged. */
export const figuresDestination: Destination = recordDestination(
  publishedTotals,
  new Set(publishedTotals.columns.map(({ name }) => name)),
);

function readFigure(value: unknown, unit: Figure['unit']): number | BadCell {
  if (typeof value !== 'number') {
    return { wrong: 'This is not a number.', advice: 'Take the file from its publisher again.' };
  }
  return unit === 'C62' ? readCount(String(value)) : readMeasure(String(value));
}
