import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aidLogistics } from '../../../subgraphs/aid-logistics/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { flowCountRow, movementRow, priceRow, stockRow } from './rows.ts';

const codes = Array.from({ length: 30 }, (_, n) => `P${n}`);
const one = <T>(make: (pcode: string) => T): T[] => codes.map(make);

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(aidLogistics);
  await subgraph.load({
    flow_count: one((pcode) => flowCountRow(`XAA:count:${pcode}`, { destination_pcode: pcode })),
    movement_request: one((pcode) =>
      movementRow(`XAA:move:${pcode}`, { from_pcode: 'P0', to_pcode: pcode }),
    ),
    stock_report: one((pcode) =>
      stockRow(`XAA:stock:${pcode}`, '2026-03-02T08:00:00Z', { place_pcode: pcode }),
    ),
    market_price: one((pcode) => priceRow(`XAA:price:${pcode}`, { place_pcode: pcode })),
  });
});
afterAll(() => subgraph.close());

const time = 'from: "2026-03-01", to: "2026-04-01", interval: MONTH';
const query = `query($keys: [_Any!]!) { _entities(representations: $keys) { ... on Place {
  flowCounts { nodes { id } } flowSeries(${time}) { points { records } }
  movementRequests { nodes { id } } movementSeries(${time}) { points { records } }
  stockReports { nodes { id } } stockSeries(${time}) { points { records } }
  marketPrices { nodes { id } } priceSeries(${time}) { points { records } }
} } }`;

describe('all that a place has of aid', () => {
  it.each([1, 30])('comes in one statement for each field, for %d places', async (count) => {
    const asked = codes.slice(0, count);
    subgraph.statements();
    const { _entities } = await subgraph.query<{ _entities: unknown }>(query, {
      keys: asked.map((pcode) => ({ __typename: 'Place', pcode })),
    });
    expect(subgraph.statements()).toHaveLength(8);
    const series = { points: [{ records: 1 }] };
    expect(_entities).toEqual(
      asked.map((pcode) => ({
        flowCounts: { nodes: [{ id: `XAA:count:${pcode}` }] },
        movementRequests: { nodes: [{ id: `XAA:move:${pcode}` }] },
        stockReports: { nodes: [{ id: `XAA:stock:${pcode}` }] },
        marketPrices: { nodes: [{ id: `XAA:price:${pcode}` }] },
        ...{ flowSeries: series, movementSeries: series, stockSeries: series, priceSeries: series },
      })),
    );
  });
});
