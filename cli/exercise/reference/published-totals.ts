import type { Row } from '@entente/kit';
import { territory } from '../territory.ts';
import type { World } from '../world.ts';
import { exerciseSources } from './sources.ts';

/** The largest organisation carries 58 % of trucks, as in published totals. */
const organisations = [
  { name: null, share: 1 },
  { name: 'Tessara Relief', share: 0.58 },
  { name: 'Open Kitchens', share: 0.14 },
  { name: 'Harbour Aid', share: 0.13 },
  { name: 'Shelter First', share: 0.05 },
] as const;

/** Per truck: 17 pallets, 12.8 tonnes; 5.5 trucks per request. */
const perTruck = [
  { measure: 'trucks', factor: 1, unit: 'C62' },
  { measure: 'pallets', factor: 17, unit: 'C62' },
  { measure: 'weightTonnes', factor: 12.8, unit: 'TNE' },
  { measure: 'requests', factor: 1 / 5.5, unit: 'C62' },
] as const;

interface Figure {
  readonly publisher: string;
  readonly counting_basis: string | null;
  readonly organisation: string | null;
  readonly measure: string;
  readonly unit: string;
  readonly derived: boolean;
  /** The figure of one publication, from trucks and housing units so far. */
  readonly value: (trucks: number, housing: number) => number;
}

const figures: readonly Figure[] = [
  ...organisations.flatMap(({ name, share }) =>
    perTruck.map(({ measure, factor, unit }) => ({
      publisher: 'Tessara Logistics Bureau',
      counting_basis: 'COMBINED_DECLARED',
      organisation: name,
      measure,
      unit,
      derived: false,
      value: (trucks: number) => Math.round(trucks * share * factor),
    })),
  ),
  ...[false, true].flatMap((derived) =>
    ['housing.destroyed', 'housing.damaged'].map((measure, i) => ({
      publisher: 'Tessara Observatory',
      counting_basis: null,
      organisation: null,
      measure,
      unit: 'C62',
      derived,
      value: (_trucks: number, housing: number) =>
        Math.round(housing * (i + 1) * (derived ? 1.08 : 1)),
    })),
  ),
];

/** Cumulative figures, published together every week up to the last day. */
export function* publishedTotals(world: World): Iterable<Row> {
  const { days, count, random, day, instant, record, recordFields } = world;
  const chances = random('published-total');
  const total = count('published-total');
  const publications = Math.ceil(total / figures.length);
  let trucks = 4_000;
  let housing = 900;
  for (let n = 0; n < total; n++) {
    const publication = Math.floor(n / figures.length);
    const figure = figures[n % figures.length];
    if (figure === undefined) continue;
    if (n % figures.length === 0) {
      trucks += chances.int(300, 700);
      housing += chances.int(0, 60);
    }
    const last = Math.max(0, days - 1 - 7 * (publications - 1 - publication));
    const { value, ...described } = figure;
    yield {
      ...recordFields(record('published-total', n), instant(last, 600)),
      source_id: exerciseSources.publications,
      ...described,
      period_from: described.counting_basis === null ? null : day(0),
      period_to: day(last),
      place_pcode: described.counting_basis === null ? territory.pcode : null,
      value: value(trucks, housing),
    };
  }
}
