import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { reference } from '../../../subgraphs/reference/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { totalRow } from './rows.ts';

let subgraph: TestSubgraph;

beforeEach(async () => {
  subgraph = await openTestSubgraph(reference);
});
afterEach(() => subgraph.close());

const series = (more = '') => `{
  publishedSeries(from: "2026-01-01", to: "2026-02-01", interval: MONTH${more}) {
    points { period organisation countingBasis derived measure unit value records source { id } }
  }
}`;

interface Series {
  readonly publishedSeries: { readonly points: readonly Record<string, unknown>[] };
}

describe('published totals over time', () => {
  it('show the last figure of a period and never a sum', async () => {
    await subgraph.load({
      published_total: [
        totalRow('XAA:published-total:1', { value: 130, period_to: '2026-01-14' }),
        totalRow('XAA:published-total:2', { value: 170, period_to: '2026-01-21' }),
        totalRow('XAA:published-total:3', { value: 100, period_to: '2026-01-07' }),
        totalRow('XAA:published-total:4', { value: 900, period_to: '2026-02-01' }),
      ],
    });
    const { publishedSeries } = await subgraph.query<Series>(series());
    expect(publishedSeries.points).toMatchObject([
      { period: '2026-01-01', value: 170, records: 3 },
    ]);
  });

  it('prefer what was confirmed last where one day was published twice', async () => {
    await subgraph.load({
      published_total: [
        totalRow('XAA:published-total:1', { value: 111, as_of: '2026-01-09T00:00:00Z' }),
        totalRow('XAA:published-total:2', { value: 100, as_of: '2026-01-08T00:00:00Z' }),
      ],
    });
    const { publishedSeries } = await subgraph.query<Series>(series());
    expect(publishedSeries.points).toMatchObject([{ value: 111, records: 2 }]);
  });

  it('keep bases, organisations, sources and extrapolated figures apart', async () => {
    await subgraph.load({
      published_total: [
        totalRow('XAA:published-total:1'),
        totalRow('XAA:published-total:2', { counting_basis: null }),
        totalRow('XAA:published-total:3', { organisation: 'Tessara Relief' }),
        totalRow('XAA:published-total:4', { derived: true }),
        totalRow('XAA:published-total:5', { source_id: 'HUB:source:hub-operator' }),
        totalRow('XAA:published-total:6', { publisher: 'Observatory' }),
      ],
    });
    const { publishedSeries } = await subgraph.query<Series>(series());
    expect(publishedSeries.points.map(({ records }) => records)).toEqual([1, 1, 1, 1, 1, 1]);
    const reported = await subgraph.query<Series>(series(', filter: { derived: false }'));
    expect(reported.publishedSeries.points).toHaveLength(5);
    const share = await subgraph.query<Series>(
      series(', filter: { organisation: ["Tessara Relief"] }'),
    );
    expect(share.publishedSeries.points).toMatchObject([{ organisation: 'Tessara Relief' }]);
  });

  it('have no point where nothing was published', async () => {
    expect(await subgraph.query(series())).toEqual({ publishedSeries: { points: [] } });
  });
});
