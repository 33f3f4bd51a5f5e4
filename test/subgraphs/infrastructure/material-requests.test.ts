import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { infrastructure } from '../../../subgraphs/infrastructure/subgraph.ts';
import { openTestSubgraph, type TestSubgraph } from '../../support/subgraph.ts';
import { requestRow } from './rows.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(infrastructure);
});
afterAll(() => subgraph.close());

const audited = {
  state: 'AUDITED',
  quantity_cleared: 90,
  quantity_entered: 80,
  quantity_consumed: 75,
  quantity_audited: 50,
};

describe('a request for material', () => {
  it('shows what entered and was not found by the audit', async () => {
    await subgraph.load({
      material_request: [
        requestRow('XAA:material-request:1', audited),
        requestRow('XAA:material-request:2', {
          ...audited,
          state: 'CONSUMED',
          quantity_audited: null,
        }),
      ],
    });
    const data = await subgraph.query(`{
      materialRequests { nodes { quantityUnaccounted } }
      diverted: materialRequests(filter: { quantityUnaccounted: { min: 0.001 } }) { totalCount }
    }`);
    expect(data).toEqual({
      materialRequests: { nodes: [{ quantityUnaccounted: 30 }, { quantityUnaccounted: null }] },
      diverted: { totalCount: 1 },
    });
  });

  it.each([
    ['SUBMITTED', 'quantity_cleared'],
    ['CLEARED', 'quantity_entered'],
    ['DENIED', 'quantity_entered'],
    ['ENTERED', 'quantity_consumed'],
    ['CONSUMED', 'quantity_audited'],
  ])('that is %s cannot have %s', async (state, column) => {
    const row = requestRow('XAA:material-request:3', { state, [column]: 1 });
    await expect(subgraph.load({ material_request: [row] })).rejects.toThrow(/check constraint/);
  });
});
