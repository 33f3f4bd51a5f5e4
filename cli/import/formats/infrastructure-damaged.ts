import { invariant } from '../../../lib/invariant.ts';
import { readDay } from '../cells/time.ts';
import type { Content } from '../content/content.ts';
import { isObject } from '../content/is-object.ts';
import { type FileProblem, fileProblem } from '../file-problem.ts';
import { unratedSource } from '../load/source-facts.ts';
import type { Format } from './format.ts';
import { type Figure, figuresDestination, readFigures } from './published-figures.ts';

const source = unratedSource('Infrastructure damaged in Gaza, by report date', {
  id: 'HUB:source:infrastructure-damaged',
  publisher: 'Tech for Palestine',
  kind: 'DATASET',
  methodology:
    "Cumulative figures to the report date. The publisher says that it relies on Gaza's Government Media Office, and extrapolates the figures whose names begin with ext_.",
  url: 'https://data.techforpalestine.org/docs/infrastructure-damaged/',
});

/** Figures that the publisher extrapolated carry this prefix. */
const extrapolated = /^ext_/;

/** Figures by report date, in groups such as `residential.destroyed`. */
export const infrastructureDamaged: Format = {
  name: 'damaged infrastructure by report date',
  unit: 'record',
  recognises: (content) => {
    const [first] = reportsOf(content) ?? [];
    return isObject(first) && 'report_date' in first && Object.values(first).some(isObject);
  },
  read: (content, context) => {
    const reports = reportsOf(content);
    invariant(reports !== null, 'read only what is recognised');
    const read = reports.flatMap((report, n) => [...figuresOf(report, n + 1, context.now)]);
    const figures = read.filter((each): each is Figure => !('wrong' in each));
    return {
      destination: figuresDestination,
      ...readFigures(read, source, context),
      notes: [...fallingFigures(figures), ...disagreements(figures)],
      sources: [source],
    };
  },
};

function reportsOf(content: Content): readonly unknown[] | null {
  return content.kind === 'json' && Array.isArray(content.value) ? content.value : null;
}

function* figuresOf(report: unknown, at: number, now: Date): Generator<Figure | FileProblem> {
  const fields = isObject(report) ? report : {};
  const date = fields['report_date'];
  const day = readDay(String(date ?? ''), now);
  if (typeof day !== 'string') {
    const value = JSON.stringify(date) ?? null;
    yield fileProblem(at, 'report_date', value, day.wrong, day.advice);
    return;
  }
  for (const [group, figures] of Object.entries(fields)) {
    if (group === 'report_date') continue;
    // A group that is no object becomes one bad figure, so that it is reported and not lost.
    const entries = isObject(figures) ? Object.entries(figures) : [['', figures] as const];
    for (const [name, value] of entries) {
      const measure = name === '' ? group : `${group}.${name}`;
      yield {
        at,
        path: measure,
        value,
        unit: 'C62',
        about: {
          publisher: source.publisher,
          period_to: day,
          measure,
          derived: extrapolated.test(name),
        },
      };
    }
  }
}

/** Cumulative figures cannot fall: where they do, the publisher corrected or mistyped one. */
function fallingFigures(figures: readonly Figure[]): readonly string[] {
  const last = new Map<string, { readonly day: string; readonly value: number }>();
  const falls = new Map<string, string[]>();
  const byDay = [...figures].sort((a, b) => (dayOf(a) < dayOf(b) ? -1 : 1));
  for (const figure of byDay) {
    if (typeof figure.value !== 'number') continue;
    const before = last.get(figure.path);
    if (before !== undefined && figure.value < before.value) {
      const fall = `${dayOf(figure)} (${before.value} to ${figure.value})`;
      falls.set(figure.path, [...(falls.get(figure.path) ?? []), fall]);
    }
    last.set(figure.path, { day: dayOf(figure), value: figure.value });
  }
  return [...falls].map(([path, days]) => {
    const where = days.length === 1 ? days[0] : `${days.length} times, first ${days[0]}`;
    return `${path}: cumulative, yet it falls: ${where}. Kept as published.`;
  });
}

/** A day's reported figure should be the extrapolated one as well: there was nothing to fill in. */
function disagreements(figures: readonly Figure[]): readonly string[] {
  const byName = new Map(
    figures.map((figure) => [`${dayOf(figure)} ${figure.path}`, figure.value]),
  );
  const found = figures.flatMap((figure) => {
    if (figure.about['derived'] === true) return [];
    const name = figure.path.replace('.', '.ext_');
    const other = byName.get(`${dayOf(figure)} ${name}`);
    return other === undefined || other === figure.value
      ? []
      : [`${dayOf(figure)} ${figure.path} (${figure.value}, ${name} ${other})`];
  });
  if (found.length === 0) return [];
  const where = found.length === 1 ? found[0] : `${found.length} times, first ${found[0]}`;
  return [`Reported and extrapolated figures differ: ${where}. Kept as published.`];
}

function dayOf(figure: Figure): string {
  return String(figure.about['period_to']);
}
